-- From when until when somebody stood under a label of a roster: core_placement says what stands there now.
create table core_placement_time (
    organisation_id bigint not null,
    membership_id bigint not null,
    kind text not null check (kind in ('class', 'subject')),
    label text not null,
    from_ms bigint not null,
    until_ms bigint check (until_ms >= from_ms),
    primary key (organisation_id, membership_id, kind, label, from_ms),
    foreign key (organisation_id, membership_id) references core_membership (organisation_id, id)
);

-- What stands there is taken to have stood since the membership began: nothing else is known. Midnight by
-- the clock of UTC+5.
insert into core_placement_time (organisation_id, membership_id, kind, label, from_ms, until_ms)
select l.organisation_id, l.membership_id, l.kind, l.label,
       (m.valid_from - date '1970-01-01') * bigint '86400000' - 18000000,
       case when m.valid_until is null then null
            when m.valid_until < m.valid_from then (m.valid_from - date '1970-01-01') * bigint '86400000' - 18000000
            else (m.valid_until + 1 - date '1970-01-01') * bigint '86400000' - 18000000 end
from core_placement l
join core_membership m on m.organisation_id = l.organisation_id and m.id = l.membership_id;
