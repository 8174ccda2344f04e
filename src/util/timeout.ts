/** What `work` resolves to. Rejects with what `late` makes where `work` takes longer than `limitMs`; `work` itself goes on. */
export async function withTimeout<T>(work: PromiseLike<T>, limitMs: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), limitMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
