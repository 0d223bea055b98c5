// The directory with a ministry, a region and two schools, on either database.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <vector>

#include "host/src/directory/address_watch.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/people.hpp"
#include "host/src/directory/roster/rosters.hpp"
#include "host/src/directory/standing.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::directory {

using test::kDayMs;

struct Event {
    int64_t organisation = 0;
    std::string topic;
    std::string payload;
};

class RecordedEvents final : public EventSink {
public:
    void publish(data::Transaction&, OrganisationId organisation, std::string_view topic,
                 std::string_view, std::string_view payload) override {
        events.push_back({organisation.value, std::string(topic), std::string(payload)});
    }
    std::vector<Event> events;
};

class SeenAddresses final : public AddressWatch {
public:
    void address_changed(data::Transaction&, const AddressChange& change) override {
        EXPECT_TRUE(change.membership);
        people.push_back(change.person);
        before.emplace_back(change.old_address);
    }
    std::vector<PersonId> people;
    std::vector<std::string> before;
};

std::string sample(const std::string& name);  // of tests/data

// A ministry, a region and two schools.
class HouseTest : public test::HostDatabaseTest {
protected:
    void SetUp() override;

    OrganisationId add(OrganisationId parent, const std::string& kind, const std::string& code);
    // Stages and applies a file; the test fails where either does.
    roster::Applied take_over(OrganisationId school, roster::Kind kind, const std::string& bytes,
                              const roster::Answers& answers = {});
    // Makes a member of that surname the administrator, as no roster does.
    void appoint(OrganisationId school, const std::string& family_name);

    RecordedEvents events;
    SeenAddresses addresses;
    std::unique_ptr<Organisations> organisations;
    std::unique_ptr<Standings> standings;
    std::unique_ptr<People> people;
    std::unique_ptr<roster::Rosters> rosters;
    OrganisationId ministry, region, school, other_school;
    PersonId by{7};
};

}  // namespace kerege::directory
