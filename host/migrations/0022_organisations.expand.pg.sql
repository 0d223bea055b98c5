-- Organisations of more kinds.
alter table core_organisation drop constraint core_organisation_kind_check;
alter table core_organisation add constraint core_organisation_kind_check
    check (kind in ('ministry', 'region', 'district', 'school', 'state_body', 'self_government',
                    'training_centre', 'course_provider'));

-- In which state an organisation is from which day: only ever added to. The latest first_day that has
-- come counts, among those of one day the one entered last; without a row it is active.
create table core_organisation_status (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    status text not null check (status in ('preparation', 'active', 'suspended', 'closed')),
    first_day date not null,
    reason text not null,
    entered_by bigint not null,
    entered_at_ms bigint not null,
    primary key (organisation_id, id)
);

create function core_organisation_status_guard() returns trigger language plpgsql as $$
begin
    raise exception 'what was entered of an organisation''s state is neither changed nor deleted'
        using errcode = 'restrict_violation';
end
$$;

create trigger core_organisation_status_guard before update or delete or truncate on core_organisation_status
    for each statement execute function core_organisation_status_guard();
