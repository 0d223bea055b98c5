// A school with a guardian who has an address, and a sink that takes their letters.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "host/src/base/log.hpp"
#include "host/src/mail/outbox.hpp"
#include "host/src/mail/sender.hpp"
#include "tests/mail/smtp_sink.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::mail {

class Post : public test::HostDatabaseTest {
protected:
    static constexpr OrganisationId kSchool{10};
    static constexpr OrganisationId kOther{11};
    static constexpr MembershipId kGuardian{200};

    void SetUp() override {
        HostDatabaseTest::SetUp();
        if (IsSkipped()) return;
        database->run(
            "insert into core_organisation (id, kind, code, name_kk, name_ru, name_en, "
            "created_at_ms) values (10, 'school', 's10', 's', 's', 's', 0), "
            "(11, 'school', 's11', 's', 's', 's', 0);"
            "insert into core_organisation_closure values (10, 10, 0), (11, 11, 0);"
            "insert into core_module_reach (module, organisation_id) values ('acme_news', 10);"
            "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
            "residence, created_at_ms) values (100, 'A', 'B', '', '', 'ana@mail.kz', '', 0);"
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, 200, 100, 'guardian', '', '2026-01-01'), "
            "(11, 201, 100, 'guardian', '', '2026-01-01');");
        settings.host = "127.0.0.1";
        settings.port = sink.port();
        settings.security = Security::none;
        settings.from = "school@mail.kz";
        settings.from_name = "Мектеп";
    }
    Sender make_sender() { return Sender(**database, clock, log, settings); }
    // Writes a letter; returns whether it was not written before.
    bool write(const std::string& key, const std::string& subject = "Жаңалық",
               OrganisationId organisation = kSchool, const std::string& module = "acme.news") {
        auto transaction = (**database).write();
        const MembershipId membership = organisation == kSchool ? kGuardian : MembershipId{201};
        const bool added = outbox.add(transaction, {organisation, membership, PersonId{100}, module,
                                                    key, "news", "kk", subject, "Сәлем.\n", ""});
        transaction.commit();
        return added;
    }
    std::string column(const std::string& name) {
        return database->text("select " + name + " from core_mail order by id limit 1");
    }

    Log log{LogLevel::error, LogFormat::text, stderr};
    Outbox outbox{ids, clock, local_time};
    SmtpSink sink;
    MailSettings settings;
};

}  // namespace kerege::mail
