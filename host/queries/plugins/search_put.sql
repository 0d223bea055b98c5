insert into core_search_entry (organisation_id, module, kind, entry_id, membership_id, title, title_ru, title_en,
                               detail, words)
values (:organisation, :module, :kind, :entry, :member, :title, :title_ru, :title_en, :detail, :words)
on conflict (organisation_id, module, kind, entry_id) do update
set membership_id = excluded.membership_id, title = excluded.title, title_ru = excluded.title_ru,
    title_en = excluded.title_en, detail = excluded.detail, words = excluded.words
