/** Where the dialplan keeps the numbers that callers leave while the engine is away: a family of Asterisk's own database. */
export const AWAY_FAMILY = 'sansheng-away';

/** A key as the dialplan makes it, from the id of the caller's channel. */
export const AWAY_KEY = /^[A-Za-z0-9.]{1,100}$/;
