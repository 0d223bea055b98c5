-- Work that is done later, by whichever host is first. The host's own jobs have no module and no
-- organisation. next_at_ms: of one that waits when it is due, of one that runs until when its host
-- has it. taken: who has it, new with every attempt.
create table core_job (
    id bigint primary key,
    module text not null,
    organisation_id bigint not null,
    kind text not null,
    job_key text not null,
    payload text not null,
    state text not null,
    attempts int not null,
    attempts_max int not null,
    next_at_ms bigint not null,
    taken bigint not null,
    cancel_asked int not null,
    done bigint not null,
    total bigint not null,
    error text not null,
    created_at_ms bigint not null,
    began_at_ms bigint,
    finished_at_ms bigint
);
create index core_job_due on core_job (module, state, organisation_id, next_at_ms);
create index core_job_state on core_job (state, next_at_ms);
create index core_job_key on core_job (module, organisation_id, kind, job_key) where job_key <> '';

-- The last instant of each schedule for which jobs were made.
create table core_schedule (
    module text not null,
    kind text not null,
    planned_at_ms bigint not null,
    primary key (module, kind)
);

-- What an event is about: order is kept within it.
alter table core_event add column subject text not null default '';
