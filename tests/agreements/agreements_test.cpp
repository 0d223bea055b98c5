// Writing and publishing, and what the database keeps as it was.
#include "host/src/access/tokens.hpp"
#include "tests/agreements/world.hpp"

namespace kerege::agreements {
namespace {

using testing::ElementsAre;

TEST_P(DocumentsTest, ADraftIsPublishedAsTheNextVersion) {
    made("rules", kind::kBinding);
    EXPECT_TRUE(agreements->draft(document("rules")).title.kk.empty());
    EXPECT_FALSE(agreements->lately_published());
    ASSERT_EQ(*publish("rules", "бірінші"), 1);
    EXPECT_TRUE(agreements->lately_published());
    ASSERT_EQ(*publish("rules", "екінші"), 2);
    const Document rules = document("rules");
    ASSERT_EQ(rules.versions.size(), 2u);
    EXPECT_EQ(rules.versions.front().number, 2);
    EXPECT_EQ(rules.in_force("2026-09-02")->number, 2) << "the newer of the same day";
    EXPECT_EQ(rules.in_force("2026-09-01"), nullptr);
    EXPECT_FALSE(rules.has_draft);
    const auto first = agreements->version(rules, 1);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->text.ru, "1. бірінші\n");
    EXPECT_EQ(first->checksum.ru, access::sha256_hex("1. бірінші\n"));
    EXPECT_EQ(first->published_at_ms, clock.now_ms());
    EXPECT_FALSE(agreements->version(rules, 3));
    EXPECT_EQ(agreements->draft(rules).text.kk, "1. екінші\n") << "the next one begins with it";
}

TEST_P(DocumentsTest, AllThreeLanguagesAreNeededToPublish) {
    const Document rules = made("rules", kind::kBinding);
    for (auto part : {&Texts::kk, &Texts::ru, &Texts::en}) {
        Draft draft = draft_of("мәтін");
        draft.revision = agreements->draft(rules).revision;
        (draft.text.*part) = " \r\n ";
        const auto saved = agreements->save_draft(rules, draft, {});
        ASSERT_TRUE(saved) << "a draft may lack some";
        const auto published = agreements->publish(rules, *saved, "2026-09-02", {});
        ASSERT_FALSE(published);
        EXPECT_EQ(published.fault().kind, FaultKind::invalid);
    }
    EXPECT_TRUE(document("rules").versions.empty());
    EXPECT_TRUE(document("rules").has_draft) << "and it is kept";
}

TEST_P(DocumentsTest, TheTextIsKeptWithOneKindOfLineEnd) {
    const Document rules = made("rules", kind::kBinding);
    Draft draft = draft_of("");
    draft.text.kk = "# Бас  \r\n\r\n1.1. бір\tекі\r\nүш \n\n\n";
    ASSERT_TRUE(agreements->save_draft(rules, draft, {}));
    EXPECT_EQ(agreements->draft(rules).text.kk, "# Бас\n\n1.1. бір екі\nүш\n");
}

TEST_P(DocumentsTest, P2_3AnOfferIsPublishedThreeDaysBeforeItIsInForce) {
    made("offer", kind::kOffer);
    // 72 hours from eight in the morning on, then the next midnight.
    EXPECT_EQ(agreements->earliest_day(document("offer")), "2026-09-06");
    EXPECT_FALSE(publish("offer", "ерте", "2026-09-05"));
    ASSERT_TRUE(publish("offer", "уақытында", "2026-09-06"));
    EXPECT_EQ(document("offer").in_force("2026-09-05"), nullptr);
    EXPECT_EQ(document("offer").coming("2026-09-05")->number, 1);
    EXPECT_EQ(document("offer").in_force("2026-09-06")->number, 1);
    EXPECT_FALSE(publish("offer", "бұрынғыдан бұрын", "2026-09-05"));
    clock.advance(16 * 60 * test::kMinuteMs);
    EXPECT_EQ(agreements->earliest_day(document("offer")), "2026-09-06") << "midnight to midnight";
    clock.advance(1);
    EXPECT_EQ(agreements->earliest_day(document("offer")), "2026-09-07");
}

TEST_P(DocumentsTest, AnOfferTakesALongerNoticeFromTheOperator) {
    made("offer", kind::kOffer);
    Agreements longer(**database, audit, ids, clock, local_time, 7 * 24);
    EXPECT_EQ(longer.earliest_day(document("offer")), "2026-09-10");
}

TEST_P(DocumentsTest, C1_2OthersAreInForceOnPublicationAndNeverBefore) {
    made("rules", kind::kBinding);
    EXPECT_FALSE(publish("rules", "кеше", "2026-09-01"));
    EXPECT_FALSE(publish("rules", "күн емес", "2026-02-30"));
    ASSERT_TRUE(publish("rules", "кейін", "2026-09-10"));
    EXPECT_FALSE(publish("rules", "алдыңғыдан бұрын", "2026-09-09"));
    EXPECT_TRUE(publish("rules", "сол күні", "2026-09-10"));
}

TEST_P(DocumentsTest, ASecondTabOverwritesNothing) {
    const Document rules = made("rules", kind::kBinding);
    Draft mine = draft_of("менікі");
    Draft theirs = draft_of("олардікі");
    const auto saved = agreements->save_draft(rules, theirs, {});
    ASSERT_TRUE(saved);
    EXPECT_EQ(agreements->save_draft(rules, mine, {}).fault().kind, FaultKind::conflict);
    mine.revision = *saved;
    const auto again = agreements->save_draft(rules, mine, {});
    ASSERT_TRUE(again);
    EXPECT_EQ(agreements->publish(rules, *saved, "2026-09-02", {}).fault().kind,
              FaultKind::conflict)
        << "what is published is what was seen";
    ASSERT_TRUE(agreements->publish(rules, *again, "2026-09-02", {}));
    EXPECT_EQ(agreements->publish(rules, *again, "2026-09-02", {}).fault().kind,
              FaultKind::conflict)
        << "sent twice";
    EXPECT_EQ(agreements->save_draft(rules, mine, {}).fault().kind, FaultKind::conflict);
    EXPECT_EQ(document("rules").versions.size(), 1u);
}

TEST_P(DocumentsTest, FaultsOfANewDocument) {
    const auto fault = [&](const NewDocument& document) {
        const auto created = agreements->create(document, {});
        return created ? std::string() : created.fault().fields.front().field;
    };
    for (const auto* code : {"", "manage", "Rules", "a b", "-a", "құжат"})
        EXPECT_EQ(fault({kRegion, code, "binding", {}}), "document_code") << code;
    EXPECT_EQ(fault({kRegion, "a", "law", {}}), "kind");
    EXPECT_EQ(fault({kRegion, "a", "binding", {"teacher"}}), "profiles");
    EXPECT_EQ(fault({kRegion, "a", "offer", {"learner"}}), "profiles");
    EXPECT_EQ(fault({kRegion, "a", "binding", {"learner"}}), "");
    EXPECT_EQ(fault({kRegion, "a", "binding", {}}), "document_code");
}

TEST_P(DocumentsTest, TooLongIsSaidAtTheField) {
    const Document rules = made("rules", kind::kBinding);
    Draft draft = draft_of("");
    draft.title.ru = std::string(kTitleLettersMax + 1, 'a');
    draft.text.en = std::string(kTextBytesMax + 1, 'a');
    const auto saved = agreements->save_draft(rules, draft, {});
    ASSERT_FALSE(saved);
    ASSERT_EQ(saved.fault().fields.size(), 2u);
    EXPECT_EQ(saved.fault().fields[0].field, "title_ru");
    EXPECT_EQ(saved.fault().fields[1].field, "text_en");
}

TEST_P(DocumentsTest, TheDatabaseChangesNothingThatIsPublishedOrAccepted) {
    made("rules", kind::kBinding, {"employee", "learner", "guardian"});
    ASSERT_TRUE(publish("rules", "мәтін"));
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    ASSERT_TRUE(publish("rules", "кейін", "2026-09-10"));
    ASSERT_TRUE(agreements->withdraw(document("rules"), 2, {}));
    ASSERT_TRUE(agreements->end(document("rules"), "2026-09-20", {}));
    const std::vector<std::string> tables = {"core_agreement",
                                             "core_agreement_profile",
                                             "core_agreement_version",
                                             "core_agreement_acceptance",
                                             "core_agreement_withdrawal",
                                             "core_agreement_end"};
    const std::vector<std::string> columns = {"kind = 'offer'",    "profile = 'operator'",
                                              "text_kk = 'басқа'", "person_id = 1",
                                              "withdrawn_by = 1",  "ended_from = null"};
    for (size_t i = 0; i < tables.size(); ++i) {
        EXPECT_ANY_THROW(database->run("update " + tables[i] + " set " + columns[i]));
        EXPECT_ANY_THROW(database->run("delete from " + tables[i]));
        if ((**database).dialect() == data::Dialect::postgresql) {
            EXPECT_ANY_THROW(database->run("truncate " + tables[i] + " cascade"));
        }
    }
    EXPECT_EQ(database->text("select text_kk from core_agreement_version where number = 1"),
              "1. мәтін\n");
    EXPECT_EQ(database->number("select person_id from core_agreement_acceptance"), 3);
    // The address of the network proves nothing: it goes when the person's data do.
    EXPECT_ANY_THROW(database->run("update core_agreement_acceptance set address = 'x'"));
    EXPECT_ANY_THROW(
        database->run("update core_agreement_acceptance set address = '', signed_on = null, way = "
                      "'paper'"));
    database->run("update core_agreement_acceptance set address = '' where person_id = 3");
    EXPECT_EQ(agreements->accepted(kLearner.person).front().address, "");
}

TEST_P(DocumentsTest, TheAuditLogTellsWhatWasDone) {
    made("rules", kind::kBinding);
    ASSERT_TRUE(publish("rules", "мәтін"));
    std::vector<std::string> actions;
    for (const auto& record : audit::list(**database, {.organisation = kRegion}, 10))
        actions.push_back(record.action + " " + record.subject);
    EXPECT_THAT(actions, ElementsAre("agreement.published agreement:rules",
                                     "agreement.drafted agreement:rules",
                                     "agreement.created agreement:rules"));
}

KEREGE_ON_BOTH_DATABASES(DocumentsTest);

}  // namespace
}  // namespace kerege::agreements
