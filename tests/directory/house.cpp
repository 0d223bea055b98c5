#include "tests/directory/house.hpp"

namespace kerege::directory {

std::string sample(const std::string& name) { return test::source_file("tests/data/" + name); }

void HouseTest::SetUp() {
    HostDatabaseTest::SetUp();
    if (IsSkipped()) return;
    organisations = std::make_unique<Organisations>(**database, audit, ids, clock);
    standings = std::make_unique<Standings>(**database, audit, ids, clock, local_time);
    people = std::make_unique<People>(**database, audit, clock, local_time, addresses);
    rosters = std::make_unique<roster::Rosters>(**database, audit, events, addresses, ids, clock,
                                                local_time);
    ministry = add({}, "ministry", "kz");
    region = add(ministry, "region", "kz-akm");
    school = add(region, "school", "school-5");
    other_school = add(region, "school", "school-6");
}

OrganisationId HouseTest::add(OrganisationId parent, const std::string& kind,
                              const std::string& code) {
    const auto id = organisations->create({parent, kind, code, "", code + " атауы", "", ""}, {});
    EXPECT_TRUE(id) << (id ? "" : id.fault().log_text);
    return id ? *id : OrganisationId{};
}

roster::Applied HouseTest::take_over(OrganisationId organisation, roster::Kind kind,
                                     const std::string& bytes, const roster::Answers& answers) {
    const auto upload = rosters->stage(organisation, by, kind, "list.csv", bytes);
    EXPECT_TRUE(upload) << (upload ? "" : upload.fault().user_message);
    if (!upload) return {};
    const auto applied = rosters->apply(organisation, *upload, by, answers);
    EXPECT_TRUE(applied) << (applied ? "" : applied.fault().log_text);
    return applied ? *applied : roster::Applied{};
}

void HouseTest::appoint(OrganisationId organisation, const std::string& family_name) {
    database->run(
        "update core_membership_role set role = 'administrator' where organisation_id = " +
        organisation.text() +
        " and membership_id = (select m.id from core_membership m join core_person p on p.id = "
        "m.person_id where m.organisation_id = " +
        organisation.text() + " and p.family_name = '" + family_name + "')");
}

}  // namespace kerege::directory
