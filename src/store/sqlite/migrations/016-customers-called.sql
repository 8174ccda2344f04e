-- callback.programme: the days in which the programme that made this call does not call the number again. The row stays for so long.
ALTER TABLE customers_called ADD COLUMN every_days INTEGER NOT NULL DEFAULT 0;
UPDATE customers_called SET every_days = coalesce(
  (SELECT max(json_extract(state, '$.everyDays')) FROM programmes WHERE json_valid(state)), 0) WHERE line = '';
