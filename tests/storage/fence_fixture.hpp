// The host's tables as its migrations make them, two schools with a child each, and the plugin
// "journal", which is on in one of them and may read a little.
#pragma once

#include "host/src/data/migrator.hpp"
#include "tests/storage/fixture.hpp"

namespace kerege::data {

class FenceTest : public StorageTest {
protected:
    void SetUp() override {
        StorageTest::SetUp();
        if (IsSkipped()) return;
        const auto migrations = read_migrations(
            "core", std::string(KEREGE_SOURCE_DIR) + "/host/migrations", GetParam());
        ASSERT_TRUE(migrations.ok()) << migrations.fault().log_text;
        const auto done = migrate(*database, *migrations, false, 0);
        ASSERT_TRUE(done.ok()) << done.fault().log_text;
        script(
            "insert into core_organisation (id, kind, code, name_kk, name_ru, name_en, "
            "created_at_ms) values (10, 'school', 's10', 'on', '', '', 0), "
            "(11, 'school', 's11', 'off', '', '', 0);"
            "insert into core_organisation_closure (ancestor_id, organisation_id, depth) values "
            "(10, 10, 0), (11, 11, 0);"
            "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
            "residence, created_at_ms) values (1, 'Ахметова', '17', '', '+7 701', '', '', 0), "
            "(2, 'Серікова', 'secret', '', '+7 702', '', '', 0);"
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, 100, 1, 'learner', '5', '2020-01-01'), "
            "(11, 110, 2, 'learner', 'secret', '2020-01-01');"
            "insert into core_placement values (10, 100, 'class', '5'), "
            "(11, 110, 'class', 'secret');"
            "insert into core_guardianship (organisation_id, learner_membership_id, "
            "guardian_membership_id) "
            "values (10, 100, 100), (11, 110, 110);"
            "insert into core_module_reach (module, organisation_id) values ('journal', 10), "
            "('other', 11);"
            "create table journal_mark (id bigint primary key, value int, label text);"
            "create view api_journal_mark_v1 as select id, value from journal_mark;"
            "create table school_class (id bigint primary key);"
            "insert into school_class values (7);");
    }

    // Runs a statement as the plugin without having checked it first; the first column of the rows,
    // or why not.
    std::string run_as(const Principal& who, const std::string& text) {
        try {
            Transaction transaction = database->write();
            transaction.act_as(&who);
            std::string found;
            transaction.each(sql(text), {}, [&](const Row& row) {
                if (!found.empty()) found += ' ';
                const kerege_value& value = row.values()[0];
                found += value.type == KEREGE_DB_INT64  ? std::to_string(value.as.int64)
                         : value.type == KEREGE_DB_TEXT ? std::string(row.text(0))
                                                        : "?";
            });
            return found;
        } catch (const std::exception& refused) {
            return std::string("refused: ") + refused.what();
        }
    }

    const Principal journal{
        "journal",
        {"api_core_guardianship_v1.learner_membership_id", "api_core_organisation_v1.name_kk",
         "api_core_organisation_v1.organisation_id", "api_core_person_v1.given_name",
         "api_core_person_v1.membership_id", "api_core_person_v1.organisation_id",
         "api_core_person_v1.position", "api_core_placement_v1.label",
         "api_core_subtree_v1.organisation_id"}};
};

}  // namespace kerege::data
