// A few tables of the host and of two plugins, and the plugin "journal" that may read a little.
#pragma once

#include "tests/storage/fixture.hpp"

namespace kerege::data {

class SandboxTest : public StorageTest {
protected:
    void SetUp() override {
        StorageTest::SetUp();
        if (IsSkipped()) return;
        script(
            "create table core_person (id bigint primary key, given_name text, phone text);"
            "create table core_staff (id bigint primary key, secret text);"
            "create view api_core_person_v1 as select id, given_name, phone from core_person;"
            "create view api_core_staff_v1 as select id, secret from core_staff;"
            "create view api_core_both_v1 as select p.id, p.given_name, s.secret from "
            "api_core_person_v1 p join api_core_staff_v1 s on s.id = p.id;"
            "create table journal_mark (id bigint primary key, value int, label text);"
            "create view api_journal_mark_v1 as select id, value from journal_mark;"
            "create table school_class (id bigint primary key);"
            "create table journals (id bigint primary key);"
            "insert into core_person values (1, 'Айгүл', '+7 701');"
            "insert into core_staff values (1, 'secret');");
    }

    // Why the plugin's statement is refused when it starts, or "".
    std::string refusal(const std::string& text) { return refusal(text, journal); }
    std::string refusal(const std::string& text, const Principal& who) {
        try {
            database->check(sql(text), who);
            return "";
        } catch (const std::logic_error& refused) {
            return refused.what();
        } catch (const NotAllowed& refused) {
            return refused.what();
        }
    }

    // The same when it was never checked and is simply run. PostgreSQL's text is judged by check().
    std::string refusal_when_run(const std::string& text) {
        if (!sqlite()) return "judged by check()";
        try {
            Transaction transaction = database->write();
            transaction.act_as(&journal);
            transaction.execute(sql(text), {});
            return "";
        } catch (const std::exception& refused) {
            return refused.what();
        }
    }

    const Principal journal{"journal", {"api_core_person_v1.given_name", "api_core_person_v1.id"}};
};

}  // namespace kerege::data
