-- What made an alert: its rule with the numbers, what the rule looked at, and the frames of the log. Null where that was not noted.
alter table alerts add column lineage json;
