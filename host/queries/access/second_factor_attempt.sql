-- Counts an attempt unless codes are blocked; no row then. Wrong codes of more than a day ago don't
-- count, nor does a block of a clock that was wrong.
update core_second_factor
set wrong_codes = case
                      when wrong_at_ms < :forgotten_before and blocked_until_ms < :forgotten_before then 1
                      else wrong_codes + 1
                  end,
    wrong_at_ms = :now
where person_id = :person
  and confirmed_at_ms is not null
  and (blocked_until_ms <= :now or blocked_until_ms > :never)
returning wrong_codes
