/** The family of Asterisk's own database in which the dialplan keeps the numbers that callers leave while the engine is offline. */
export const OFFLINE_REQUESTS_FAMILY = 'sansheng-away';

/** A key as the dialplan makes it from the id of the caller's channel. */
export const OFFLINE_REQUEST_KEY = /^[A-Za-z0-9.]{1,100}$/;
