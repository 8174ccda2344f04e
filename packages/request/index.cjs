// Stands in for the package `request`, which nobody maintains, and the 70 packages below it. ari-client uses it for one thing: before each
// connection it asks for the description of ARI, to see whether the host can be reached.

const WAIT_MS = 5_000;

/** Asks for `url`, once. Whatever is answered is good: `done` gets the error where nothing is. */
module.exports = function request(url, done) {
  fetch(url, { signal: AbortSignal.timeout(WAIT_MS) })
    .then((response) => response.arrayBuffer())
    .then(
      () => done(null),
      (error) => done(error.cause ?? error),
    );
};
