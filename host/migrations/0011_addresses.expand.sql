-- Where an organisation is, in Kazakh and in Russian; empty: not known.
alter table core_organisation add column address_kk text not null default '';
alter table core_organisation add column address_ru text not null default '';
