#include "host/src/audit/views.hpp"

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

class ViewsTest : public WorldTest {
protected:
    int64_t noted() {
        return database->number("select count(*) from core_audit where action = 'card.viewed'");
    }
};

TEST_P(ViewsTest, NotesEachOnceAnHour) {
    audit::Views views(**database, audit, clock);
    const auto look = [&](PersonId person, const char* subject) {
        views.note(kSchoolA, person, "card.viewed", subject, "R1");
    };
    look(kTeacher, "membership:31");
    look(kTeacher, "membership:31");
    EXPECT_EQ(noted(), 1);
    look(kTeacher, "membership:11");
    look(kAdministrator, "membership:31");
    views.note(kSchoolB, kTeacher, "card.viewed", "membership:31", "R1");
    EXPECT_EQ(noted(), 4);
    clock.advance(audit::kViewNotedMs - 1);
    look(kTeacher, "membership:31");
    EXPECT_EQ(noted(), 4);
    clock.advance(1);
    look(kTeacher, "membership:31");
    EXPECT_EQ(noted(), 5);
    EXPECT_EQ(database->text("select subject || ' ' || person_id || ' ' || request_id from "
                             "core_audit order by id desc limit 1"),
              "membership:31 2 R1");
}

KEREGE_ON_BOTH_DATABASES(ViewsTest);

}  // namespace
}  // namespace kerege::access
