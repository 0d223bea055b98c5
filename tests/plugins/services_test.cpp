// Every function of the boundary with arguments that are wrong: refused with the right status,
// never believed, never thrown.
#include "host/src/plugins/services.hpp"

#include <limits>
#include <string>

#include "host/src/plugins/interfaces.hpp"
#include "tests/plugins/services_world.hpp"

namespace kerege::plugins {
namespace {

using testing::HasSubstr;

TEST_F(Services, InterfacesAreFoundByNameAndSize) {
    EXPECT_EQ(find_interface(KEREGE_DB_INTERFACE, sizeof(kerege_db_v1)), &kDbService);
    EXPECT_EQ(find_interface(KEREGE_DB_INTERFACE, 8), &kDbService);
    EXPECT_EQ(find_interface(KEREGE_DB_INTERFACE, sizeof(kerege_db_v1) + 1), nullptr);
    EXPECT_EQ(find_interface("kerege.db/2", 8), nullptr);
}

TEST_F(Services, NothingHappensWithoutACall) {
    kerege_scope scope{};
    kerege_transaction* transaction = nullptr;
    int64_t number = 0;
    EXPECT_EQ(kAccessService.scope(nullptr, &scope), KEREGE_INTERNAL);
    EXPECT_EQ(kAccessService.permitted(nullptr, str("x")), 0);
    EXPECT_EQ(db.begin(nullptr, KEREGE_DB_READ, &transaction, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(db.commit(nullptr, nullptr), KEREGE_INVALID);
    EXPECT_EQ(db.rollback(nullptr), KEREGE_INVALID);
    EXPECT_EQ(db.fetch(nullptr, nullptr, nullptr), KEREGE_INVALID);
    db.cursor_close(nullptr);
    EXPECT_EQ(db.new_id(nullptr), 0);
    EXPECT_EQ(http_table.method(nullptr), 0);
    EXPECT_EQ(http_table.path(nullptr).data, nullptr);
    EXPECT_EQ(http_table.set_status(nullptr, 200), KEREGE_INTERNAL);
    EXPECT_EQ(view_table.render_page(nullptr, str("notes"), nullptr, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(kSettingsService.get_int(nullptr, str("x"), &number), KEREGE_INTERNAL);
    EXPECT_EQ(kI18nService.locale(nullptr).data, nullptr);
    EXPECT_EQ(kEventsService.publish(nullptr, str("probe.a.b"), str("thing:1"), str("{}"), nullptr),
              KEREGE_INTERNAL);
    kerege_job job{};
    kerege_job_facts facts{};
    int32_t ask = 0;
    EXPECT_EQ(kJobsService.enqueue(nullptr, &job, &number, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(kJobsService.get(nullptr, 1, &facts, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(kJobsService.cancel(nullptr, 1, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(kJobsService.progress(nullptr, 1, 2, &ask), KEREGE_INTERNAL);
    kLogService.write(nullptr, nullptr, 0, str("x"));
}

TEST_F(Services, JobsAreOfTheKindsThePluginDeclares) {
    kerege_job job{};
    job.size = KEREGE_JOB_V1_SIZE;
    job.kind = str("letters");
    job.payload = str("{}");
    int64_t id = 4711;
    const auto enqueue = [&] { return kJobsService.enqueue(call.get(), &job, &id, error.sink()); };
    EXPECT_EQ(enqueue(), KEREGE_INVALID) << "no transaction";
    EXPECT_EQ(id, 0);
    EXPECT_EQ(kJobsService.cancel(call.get(), 1, nullptr), KEREGE_INVALID) << "no transaction";
    begin(KEREGE_DB_WRITE);
    plugin->manifest.jobs.emplace_back().kind = "letters";
    EXPECT_EQ(enqueue(), KEREGE_OK) << error.text();
    EXPECT_EQ(kJobsService.enqueue(call.get(), nullptr, &id, nullptr), KEREGE_INVALID);
    EXPECT_EQ(kJobsService.enqueue(call.get(), &job, nullptr, nullptr), KEREGE_INVALID);
    for (const kerege_str wrong : {kNowhere, kNotUtf8, kWithNul, str("paint")}) {
        job.kind = wrong;
        EXPECT_EQ(enqueue(), KEREGE_INVALID);
    }
    job.kind = str("letters");
    for (const kerege_str wrong : {kNowhere, kNotUtf8, kWithNul, str("@schedule")}) {
        job.key = wrong;
        EXPECT_EQ(enqueue(), KEREGE_INVALID);
    }
    job.key = {};
    for (const int64_t wrong : {int64_t{-1}, std::numeric_limits<int64_t>::max()}) {
        job.not_before_ms = wrong;
        EXPECT_EQ(enqueue(), KEREGE_INVALID);
    }
    job.not_before_ms = 0;
    job.size = KEREGE_JOB_V1_SIZE - 1;
    EXPECT_EQ(enqueue(), KEREGE_INVALID) << "less than the first version";
    job.size = KEREGE_JOB_V1_SIZE;
    call->jobs_enqueued = 10'000;
    EXPECT_EQ(enqueue(), KEREGE_TOO_MANY);

    kerege_job_facts facts{};
    EXPECT_EQ(kJobsService.get(call.get(), 1, &facts, nullptr), KEREGE_INVALID) << "no size";
    facts.size = sizeof(facts);
    EXPECT_EQ(kJobsService.get(call.get(), 4711, &facts, nullptr), KEREGE_NOT_FOUND);
    EXPECT_EQ(kJobsService.get(call.get(), 4711, nullptr, nullptr), KEREGE_INVALID);
    EXPECT_EQ(kJobsService.cancel(call.get(), 4711, nullptr), KEREGE_NOT_FOUND);
    int32_t ask = 7;
    EXPECT_EQ(kJobsService.progress(call.get(), 1, 2, &ask), KEREGE_INVALID) << "no job runs";
    EXPECT_EQ(ask, KEREGE_JOB_CONTINUE);
    jobs::Running running({});
    call->job = &running;
    EXPECT_EQ(kJobsService.progress(call.get(), -1, 2, &ask), KEREGE_INVALID);
    EXPECT_EQ(kJobsService.progress(call.get(), 1, 2, nullptr), KEREGE_INVALID);
    running.ask(jobs::Ask::cancel);
    EXPECT_EQ(kJobsService.progress(call.get(), 1, 2, &ask), KEREGE_OK);
    EXPECT_EQ(ask, KEREGE_JOB_CANCEL);
    EXPECT_EQ(running.total(), 2);
    call->job = nullptr;
}

TEST_F(Services, TheRequestHidesWhatIsTheHosts) {
    EXPECT_EQ(http_table.header(call.get(), str("cookie")).data, nullptr);
    EXPECT_EQ(http_table.header(call.get(), str("Cookie")).data, nullptr);
    EXPECT_EQ(http_table.header(call.get(), str("Authorization")).data, nullptr);
    EXPECT_EQ(view(http_table.header(call.get(), str("X-Some"))), "value");
    EXPECT_EQ(http_table.header(call.get(), kNowhere).data, nullptr);
    EXPECT_EQ(http_table.field_count(call.get()), 2u);
    kerege_str name{}, value{};
    EXPECT_EQ(http_table.field_at(call.get(), 1, &name, &value), KEREGE_OK);
    EXPECT_EQ(view(value), "2");
    EXPECT_EQ(http_table.field_at(call.get(), 2, &name, &value), KEREGE_NOT_FOUND);
    EXPECT_EQ(http_table.field_at(call.get(), 0, nullptr, &value), KEREGE_INVALID);
}

TEST_F(Services, AnAnswerCanNotBreakTheResponse) {
    EXPECT_EQ(http_table.set_status(call.get(), 199), KEREGE_INVALID);
    EXPECT_EQ(http_table.set_status(call.get(), 600), KEREGE_INVALID);
    EXPECT_EQ(http_table.set_header(call.get(), str("x"), str("a\r\nset-cookie: b")),
              KEREGE_INVALID);
    EXPECT_EQ(http_table.set_header(call.get(), str("Set-Cookie"), str("a=b")), KEREGE_INVALID);
    EXPECT_EQ(http_table.set_header(call.get(), str("Content-Security-Policy"), str("x")),
              KEREGE_INVALID);
    EXPECT_EQ(http_table.set_header(call.get(), kNowhere, str("x")), KEREGE_INVALID);
    EXPECT_EQ(http_table.write(call.get(), kNowhere), KEREGE_INVALID);
    for (const char* path :
         {"//evil.example", "https://evil.example", "/\\evil", "probe", "", "/a\r\nb", "/a\tb"})
        EXPECT_EQ(http_table.redirect(call.get(), str(path), {}), KEREGE_INVALID) << path;
    EXPECT_EQ(http_table.set_fault_message(call.get(), kNotUtf8), KEREGE_INVALID);
    EXPECT_EQ(response.status, 200);
}

TEST_F(Services, AnAnswerHasALimit) {
    const std::string part(5 * 1024 * 1024, 'x');
    for (int i = 0; i < 3; ++i) EXPECT_EQ(http_table.write(call.get(), str(part)), KEREGE_OK);
    EXPECT_EQ(http_table.write(call.get(), str(part)), KEREGE_TOO_MANY);
    EXPECT_EQ(response.body.size(), 3 * part.size());
}

TEST_F(Services, RoutesAreOnlyThePluginsOwn) {
    kerege_registration registration{plugin, std::this_thread::get_id()};
    const auto add = [&](const char* pattern, const char* permission, int32_t flags = 0,
                         int32_t method = KEREGE_METHOD_GET, uint32_t size = sizeof(kerege_route)) {
        kerege_route route{};
        route.size = size;
        route.method = method;
        route.flags = flags;
        route.pattern = str(pattern);
        route.permission = str(permission);
        return http_table.add_route(&registration, &route, error.sink());
    };
    EXPECT_EQ(add("/other", ""), KEREGE_INVALID);
    EXPECT_EQ(add("/probed", ""), KEREGE_INVALID);
    EXPECT_EQ(add("/probe/y", "probe.unknown"), KEREGE_INVALID);
    EXPECT_EQ(add("/probe/y", "x", KEREGE_ROUTE_PUBLIC), KEREGE_INVALID);
    EXPECT_EQ(add("/probe/y", "", 64), KEREGE_INVALID);
    EXPECT_EQ(add("/probe/y", "", 0, 3), KEREGE_INVALID);
    EXPECT_EQ(add("/probe/y", "", 0, KEREGE_METHOD_GET, KEREGE_ROUTE_V1_SIZE - 1), KEREGE_INVALID);
    EXPECT_EQ(add("/other", "", 0, KEREGE_METHOD_GET, KEREGE_ROUTE_V1_SIZE + 8), KEREGE_INVALID);
    EXPECT_THAT(error.text(), HasSubstr("the pattern \"/other\""))
        << "what a later one has is passed over";
    EXPECT_EQ(http_table.add_route(&registration, nullptr, nullptr), KEREGE_INVALID);
}

TEST_F(Services, AModelTakesOnlyWhatCanBeShown) {
    kerege_model* model = view_table.model(call.get());
    view_table.set_text(nullptr, str("title"), str("x"));
    EXPECT_NE(view_table.add_child(nullptr, str("x")), nullptr);
    for (const char* key : {"", "1a", "a-b", "a b", "ж"}) {
        view_table.set_text(model, str(key), str("x"));
        EXPECT_EQ(view_table.render_fragment(call.get(), str("notes"), model, error.sink()),
                  KEREGE_INVALID)
            << key;
    }
    view_table.set_text(model, str("title"), kNotUtf8);
    EXPECT_EQ(view_table.render_fragment(call.get(), str("notes"), model, error.sink()),
              KEREGE_INVALID);
    kerege_model* child = view_table.add_child(model, str("not a key"));
    ASSERT_NE(child, nullptr);
    view_table.set_text(child, str("into"), str("nowhere"));
    EXPECT_EQ(view_table.render_fragment(call.get(), str("notes"), model, error.sink()),
              KEREGE_INVALID);

    view_table.set_text(model, str("title"), str("fine"));
    EXPECT_EQ(view_table.render_fragment(call.get(), str("no_such"), model, error.sink()),
              KEREGE_INVALID);
    EXPECT_EQ(view_table.render_fragment(call.get(), str("../core/layout"), model, error.sink()),
              KEREGE_INVALID);
    EXPECT_EQ(view_table.render_fragment(call.get(), str("notes"), nullptr, error.sink()),
              KEREGE_INVALID);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(view_table.render_fragment(call.get(), str("notes"), model, error.sink()), KEREGE_OK)
        << error.text();
    EXPECT_THAT(response.body, HasSubstr("<h1>fine</h1>"));
}

TEST_F(Services, AModelHasALimit) {
    kerege_model* model = view_table.model(call.get());
    const std::string megabyte(1024 * 1024, 'x');
    for (int i = 0; i < 17; ++i) view_table.set_text(model, str("title"), str(megabyte));
    EXPECT_EQ(view_table.render_fragment(call.get(), str("notes"), model, error.sink()),
              KEREGE_TOO_MANY);
}

TEST_F(Services, OnlyASinkThatHasItsFirstVersionIsWrittenTo) {
    std::string written;
    kerege_sink sink = {};
    sink.context = &written;
    sink.write = [](void* context, kerege_str bytes) {
        *static_cast<std::string*>(context) += view(bytes);
    };
    for (const uint32_t size : {0u, 8u, KEREGE_SINK_V1_SIZE - 1}) {
        sink.size = size;
        EXPECT_EQ(kI18nService.today(call.get(), &sink), KEREGE_INVALID) << size;
        EXPECT_EQ(db.commit(nullptr, &sink), KEREGE_INVALID) << size;
        EXPECT_EQ(written, "") << size;
    }
    for (const uint32_t size : {KEREGE_SINK_V1_SIZE, KEREGE_SINK_V1_SIZE + 8}) {
        sink.size = size;
        EXPECT_EQ(kI18nService.today(call.get(), &sink), KEREGE_OK) << size;
    }
    EXPECT_EQ(written, "2026-09-012026-09-01");
}

TEST_F(Services, EventsAreOfThePluginsOwnTopics) {
    EXPECT_EQ(
        kEventsService.publish(call.get(), str("probe.a.b"), str("thing:1"), str("{}"), nullptr),
        KEREGE_INVALID)
        << "no transaction";
    begin(KEREGE_DB_WRITE);
    EXPECT_EQ(
        kEventsService.publish(call.get(), str("core.a.b"), str("thing:1"), str("{}"), nullptr),
        KEREGE_INVALID);
    EXPECT_EQ(
        kEventsService.publish(call.get(), str("probed.a.b"), str("thing:1"), str("{}"), nullptr),
        KEREGE_INVALID);
    const std::string subject(65, 'x');
    EXPECT_EQ(
        kEventsService.publish(call.get(), str("probe.a.b"), str(subject), str("{}"), nullptr),
        KEREGE_INVALID);
    const std::string large(16 * 1024 + 1, 'x');
    EXPECT_EQ(
        kEventsService.publish(call.get(), str("probe.a.b"), str("thing:1"), str(large), nullptr),
        KEREGE_INVALID);
    EXPECT_EQ(kEventsService.publish(call.get(), str("probe.a.b"), str("thing:1"), str("{}"),
                                     error.sink()),
              KEREGE_OK)
        << error.text();
}

TEST_F(Services, TheAuditIsCheckedAndNeedsNoTransaction) {
    const auto audit = [&](kerege_str action, kerege_str detail) {
        return kAccessService.audit(call.get(), action, str("note:1"), detail, error.sink());
    };
    EXPECT_EQ(audit({}, {}), KEREGE_INVALID);
    EXPECT_EQ(audit(kNotUtf8, {}), KEREGE_INVALID);
    const std::string large(4097, 'x');
    EXPECT_EQ(audit(str("a.b"), str(large)), KEREGE_INVALID);
    EXPECT_EQ(audit(str("a.b"), str("{}")), KEREGE_OK) << error.text();
    EXPECT_EQ(world.sql("select person_id from core_audit where module = 'probe'"), "77");
}

TEST_F(Services, WhoIsShownIsNamedAsTheReadersOfTheAuditLookForThem) {
    const auto note = [&](kerege_str subject) {
        return kAccessService.note_view(call.get(), subject, error.sink());
    };
    EXPECT_EQ(kAccessService.note_view(nullptr, str("class:7А"), nullptr), KEREGE_INTERNAL);
    const std::string large = "class:" + std::string(200, 'x');
    for (const kerege_str wrong : {kerege_str{}, kNowhere, kNotUtf8, kWithNul, str("class:"),
                                   str("lesson:7"), str("7А"), str(large)})
        EXPECT_EQ(note(wrong), KEREGE_INVALID);
    for (int i = 1; i <= 32; ++i)
        EXPECT_EQ(note(str("membership:" + std::to_string(i))), KEREGE_OK) << error.text();
    EXPECT_EQ(note(str("membership:33")), KEREGE_INVALID) << "a list is not noted one by one";
    call->viewed.clear();
    exchange.session->scope.person = {};
    EXPECT_EQ(note(str("class:7А")), KEREGE_INVALID) << "nobody sees it";
    EXPECT_EQ(world.sql("select count(*) from core_audit"), "0") << "only with the answer";
}

TEST_F(Services, ASlotThatReadsInAPageThatWritesChangesNothingAndWaitsForNoLock) {
    begin(KEREGE_DB_WRITE);
    const auto slot_of = [&](kerege_call& parent) {
        auto slot = std::make_unique<kerege_call>(*plugin, exchange.scope(), exchange.locale);
        slot->exchange = &exchange;
        slot->parent = &parent;
        slot->slot = slot->reads_only = true;
        return slot;
    };
    const auto card = slot_of(*call);
    kerege_transaction* reading = nullptr;
    ASSERT_EQ(db.begin(card.get(), KEREGE_DB_READ, &reading, nullptr), KEREGE_OK);
    const auto within = slot_of(*card);
    EXPECT_EQ(kAccessService.audit(within.get(), str("a.b"), str("x:1"), str(""), error.sink()),
              KEREGE_UNAVAILABLE);
    EXPECT_THAT(error.text(), HasSubstr("the page of this slot is writing"));
    EXPECT_EQ(kAccessService.audit(card.get(), str("a.b"), str("x:1"), str(""), nullptr),
              KEREGE_INVALID);
    EXPECT_EQ(db.commit(reading, nullptr), KEREGE_OK);
    EXPECT_EQ(kAccessService.audit(card.get(), str("a.b"), str("x:1"), str(""), nullptr),
              KEREGE_OK);
}

TEST_F(Services, WhatIsFilledIsFilledAsFarAsThereIsRoomAndSaysHowFar) {
    struct Grown {
        kerege_scope scope{};
        int64_t later = 7;
    } grown;
    grown.scope.size = sizeof(grown);
    EXPECT_EQ(kAccessService.scope(call.get(), &grown.scope), KEREGE_OK);
    EXPECT_EQ(grown.scope.size, sizeof(kerege_scope));
    EXPECT_EQ(grown.scope.organisation_id, World::kSchool.value);
    EXPECT_EQ(grown.later, 7);
    kerege_scope small{};
    small.size = KEREGE_SCOPE_V1_SIZE - 1;
    EXPECT_EQ(kAccessService.scope(call.get(), &small), KEREGE_INVALID);
    EXPECT_EQ(small.person_id, 0);
}

TEST_F(Services, DaysAndInstantsAreChecked) {
    TextSink out;
    EXPECT_EQ(kI18nService.format_day(call.get(), str("2026-02-30"), KEREGE_DAY_FULL, out.sink()),
              KEREGE_INVALID);
    EXPECT_EQ(kI18nService.format_day(call.get(), str("2026-09-01"), 9, out.sink()),
              KEREGE_INVALID);
    EXPECT_EQ(kI18nService.format_day(call.get(), str("2026-09-01"), KEREGE_DAY_FULL, nullptr),
              KEREGE_INVALID);
    EXPECT_EQ(kI18nService.format_day(call.get(), str("2026-09-01"), KEREGE_DAY_FULL, out.sink()),
              KEREGE_OK);
    EXPECT_EQ(out.text(), "01.09.2026");
    EXPECT_EQ(kI18nService.format_instant(call.get(), -1, out.sink()), KEREGE_INVALID);
    TextSink today, instant;
    EXPECT_EQ(kI18nService.today(call.get(), today.sink()), KEREGE_OK);
    EXPECT_EQ(today.text(), "2026-09-01");
    EXPECT_EQ(kI18nService.format_instant(call.get(), world.clock.at_ms, instant.sink()),
              KEREGE_OK);
    EXPECT_EQ(instant.text(), "01.09.2026 05:00");
}

TEST_F(Services, AMessageWithoutTranslationOutlivesTheBufferItCameIn) {
    auto message = std::make_unique<std::string>("A sentence that nobody has translated");
    const kerege_str translated = kI18nService.translate(call.get(), str(*message));
    const std::string expected = *message;
    std::fill(message->begin(), message->end(), '#');
    message.reset();
    EXPECT_EQ(view(translated), expected);
}

TEST_F(Services, TheLogCutsAndCleans) {
    const std::string large(20'000, 'x');
    kLogService.write(&plugin->handle, call.get(), KEREGE_LOG_ERROR, str(large));
    kLogService.write(&plugin->handle, nullptr, 99, kNotUtf8);
    kLogService.write(&plugin->handle, nullptr, KEREGE_LOG_INFO, str("line\nbreak"));
    const std::string text = world.log_text();
    EXPECT_THAT(text, HasSubstr(std::string(8192, 'x')));
    EXPECT_EQ(text.find(std::string(8193, 'x')), std::string::npos);
    EXPECT_THAT(text, HasSubstr("not UTF-8"));
    EXPECT_THAT(text, HasSubstr("line\\nbreak"));
}

}  // namespace
}  // namespace kerege::plugins
