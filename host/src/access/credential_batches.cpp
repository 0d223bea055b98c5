// What is asked for, what became of it, and how it is fetched. Making: credential_batches_make.cpp.
#include "host/src/access/credential_batches.hpp"

#include <algorithm>
#include <utility>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/tokens.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr size_t kOnceBytesMax = 64;

Handing handing_of(std::string_view word) {
    return word == "letters" ? Handing::letters : Handing::slips;
}

std::string_view word_of(Handing handing) {
    return handing == Handing::letters ? "letters" : "slips";
}

Fault nobody_left() {
    return invalid("nobody without a password",
                   KEREGE_TR("Everybody of this group has a password already. To print slips "
                             "again, choose the people by name."));
}

Fault nobody_with_address() {
    return invalid("nobody has an address",
                   KEREGE_TR("None of these people has an e-mail address. Print slips for them."));
}

// Of a form with several buttons each asks for something else. Empty: the form has no token.
std::string once_key(const NewBatch& wanted) {
    if (wanted.once.empty()) return {};
    std::string all = wanted.once;
    for (const std::string_view part :
         {std::string_view(wanted.profile), std::string_view(wanted.class_label),
          word_of(wanted.handing)})
        all.append("\n").append(part);
    for (const MembershipId one : wanted.named) all.append("\n").append(one.text());
    return sha256_hex(all);
}

}  // namespace

CredentialBatches::CredentialBatches(Accounts& accounts, jobs::Queue& queue)
    : accounts_(*accounts.impl_),
      queue_(queue),
      sealer_(accounts_.settings.second_factor_secret.empty()
                  ? hex(random_bytes(32))
                  : accounts_.settings.second_factor_secret,
              "temporary passwords") {}

std::optional<BatchId> CredentialBatches::sent_before(const Scope& scope, const std::string& once) {
    std::optional<BatchId> batch;
    if (once.empty()) return batch;
    accounts_.database.read().first(sql::batch_once,
                                    {scope.organisation.value, scope.person.value, once},
                                    [&](const data::Row& row) { batch = BatchId{row.int64(0)}; });
    return batch;
}

Result<> CredentialBatches::check_named(const Scope& scope, const NewBatch& wanted) {
    if (wanted.named.size() > kTemporaryPasswordsMax)
        return invalid("more than 100 memberships",
                       KEREGE_TR("Choose at most 100 people at a time."));
    auto transaction = accounts_.database.read();
    const auto targets = find_targets(transaction, scope, wanted.named, accounts_.today());
    if (!targets) return targets.fault();
    if (wanted.handing == Handing::slips) return success();
    for (const IssueTarget& target : *targets)
        if (target.used || !target.has_address) return no_letter(target);
    return success();
}

Result<> CredentialBatches::add_people(data::Transaction& transaction, const Scope& scope,
                                       BatchId batch, const NewBatch& wanted) {
    int64_t number = 0;
    for (const MembershipId membership : wanted.named)
        transaction.execute(sql::batch_add_one, {scope.organisation.value, batch.value, ++number,
                                                 membership.value, nullptr});
    if (!wanted.named.empty()) return success();
    const auto add = [&](bool by_letter) {
        return transaction.execute(
            sql::batch_add_group,
            {batch.value, scope.organisation.value, wanted.profile, accounts_.today(),
             int64_t{by_letter}, wanted.class_label, kBatchPeopleMax});
    };
    const bool by_letter = wanted.handing == Handing::letters;
    if (add(by_letter) > 0) return success();
    return by_letter && add(false) > 0 ? nobody_with_address() : nobody_left();
}

Result<BatchId> CredentialBatches::ask(const Scope& scope, const NewBatch& wanted,
                                       const Proof& proof, std::string_view request_id) {
    if (wanted.named.empty() && wanted.profile.empty())
        return invalid("nobody chosen", KEREGE_TR("Choose at least one person."));
    if (wanted.once.size() > kOnceBytesMax) return invalid("a form that was not made here");
    const std::string key = once_key(wanted);
    if (const auto before = sent_before(scope, key)) return *before;
    if (const auto may = check_named(scope, wanted); !may) return may.fault();
    const auto proved = accounts_.prove(scope, proof, request_id);
    if (!proved) return proved.fault();

    const BatchId batch{accounts_.ids.next()};
    const std::string once = key.empty() ? batch.text() : key;
    const int64_t now_ms = accounts_.clock.now_ms();
    auto transaction = accounts_.database.write();
    const auto job = add_job(transaction, queue_, scope.organisation, batch);
    if (transaction.execute(sql::batch_add,
                            {scope.organisation.value, batch.value, once, scope.person.value,
                             int64_t{scope.profile == KEREGE_PROFILE_OPERATOR}, *proved, request_id,
                             word_of(wanted.handing), wanted.profile, wanted.class_label, job.value,
                             now_ms, now_ms + kBatchMakingMs}) == 0) {
        transaction.rollback();
        const auto first = sent_before(scope, once);
        return first ? Result<BatchId>(*first) : not_found("a batch that was asked for twice");
    }
    const auto added = add_people(transaction, scope, batch, wanted);
    if (!added) return added.fault();
    transaction.commit();
    return batch;
}

BatchId CredentialBatches::ask_for_appointed(data::Transaction& transaction, jobs::Queue& queue,
                                             IdMaker& ids, const Clock& clock,
                                             const Appointer& asker,
                                             std::span<const AppointedMember> members,
                                             Handing handing) {
    const BatchId batch{ids.next()};
    const int64_t now_ms = clock.now_ms();
    const auto job = add_job(transaction, queue, asker.organisation, batch);
    transaction.execute(
        sql::batch_add,
        {asker.organisation.value, batch.value, batch.text(), asker.person.value, int64_t{1},
         std::string_view(), asker.request_id, word_of(handing), kAppointedProfile,
         std::string_view(), job.value, now_ms,
         now_ms + (handing == Handing::letters ? kLettersMakingMs : kBatchMakingMs)});
    int64_t number = 0;
    for (const AppointedMember& one : members)
        transaction.execute(sql::batch_add_one, {asker.organisation.value, batch.value, ++number,
                                                 one.membership.value, one.organisation.value});
    return batch;
}

int64_t CredentialBatches::waiting_administrators(OrganisationId top) {
    int64_t count = 0;
    accounts_.database.read().each(sql::batch_waiting_administrators,
                                   {top.value, accounts_.today(), kBatchPeopleMax},
                                   [&](const data::Row&) { ++count; });
    return count;
}

Result<BatchId> CredentialBatches::ask_for_waiting_administrators(const Scope& scope,
                                                                  OrganisationId top,
                                                                  const Proof& proof,
                                                                  std::string_view request_id) {
    if (waiting_administrators(top) == 0)
        return invalid("no administrators who wait",
                       KEREGE_TR("Nobody waits for a slip: everywhere somebody has signed in, or "
                                 "slips are being made."));
    const auto proved = accounts_.prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    std::vector<AppointedMember> members;
    auto transaction = accounts_.database.write();
    transaction.each(
        sql::batch_waiting_administrators, {top.value, accounts_.today(), kBatchPeopleMax},
        [&](const data::Row& row) {
            members.push_back({OrganisationId{row.int64(0)}, MembershipId{row.int64(1)}});
        });
    if (members.empty()) return not_found("no administrators who wait any more");
    const BatchId batch = ask_for_appointed(
        transaction, queue_, accounts_.ids, accounts_.clock,
        {scope.organisation, scope.person, std::string(request_id)}, members, Handing::slips);
    transaction.commit();
    return batch;
}

std::vector<Batch> CredentialBatches::list(const Scope& scope, BatchId one) {
    std::vector<Batch> all;
    std::vector<jobs::JobId> jobs;
    auto transaction = accounts_.database.read();
    const int64_t now_ms = accounts_.clock.now_ms();
    transaction.each(sql::batch_list, {scope.organisation.value, scope.person.value, one.value},
                     [&](const data::Row& row) {
                         Batch batch;
                         batch.id = BatchId{row.int64(0)};
                         batch.handing = handing_of(row.text(1));
                         batch.profile = row.text(2);
                         batch.class_label = row.text(3);
                         batch.created_at_ms = row.int64(4);
                         batch.forget_at_ms = row.int64(6);
                         if (!row.is_null(5)) batch.stage = BatchStage::ready;
                         if (batch.forget_at_ms <= now_ms) batch.stage = BatchStage::forgotten;
                         jobs.push_back(jobs::JobId{row.int64(7)});
                         batch.total = row.int64(8);
                         batch.made = row.int64(9);
                         batch.left_out = row.int64(10);
                         all.push_back(std::move(batch));
                     });
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i].stage != BatchStage::making) continue;
        const auto facts = queue_.facts(transaction, {}, {}, jobs[i]);
        if (!facts || facts->state == "failed" || facts->state == "cancelled")
            all[i].stage = BatchStage::broken_off;
    }
    return all;
}

Result<Batch> CredentialBatches::find(const Scope& scope, BatchId batch) {
    auto found = list(scope, batch);
    if (found.empty() || !batch) return not_found("no such batch of passwords");
    return std::move(found.front());
}

std::vector<Batch> CredentialBatches::open(const Scope& scope) {
    auto all = list(scope, {});
    std::erase_if(all, [](const Batch& one) { return one.stage == BatchStage::forgotten; });
    return all;
}

Result<std::vector<BatchSlip>> CredentialBatches::fetch(const Scope& scope, BatchId batch) {
    const auto there = find(scope, batch);
    if (!there) return there.fault();
    if (there->stage == BatchStage::forgotten) return not_found("a batch that was forgotten");
    const int64_t soon_ms = accounts_.clock.now_ms() + kSlipsAgainMs;
    if (there->handing == Handing::slips && there->forget_at_ms > soon_ms) {
        auto transaction = accounts_.database.write();
        transaction.execute(sql::batch_forget_sooner,
                            {soon_ms, scope.organisation.value, batch.value, scope.person.value});
        transaction.commit();
    }
    return read(scope, batch, true);
}

Result<std::vector<BatchSlip>> CredentialBatches::look(const Scope& scope, BatchId batch) {
    if (const auto there = find(scope, batch); !there) return there.fault();
    return read(scope, batch, false);
}

std::vector<BatchSlip> CredentialBatches::read(const Scope& scope, BatchId batch, bool open) {
    std::vector<BatchSlip> slips;
    auto transaction = accounts_.database.read();
    transaction.each(
        sql::batch_slips, {scope.organisation.value, batch.value}, [&](const data::Row& row) {
            BatchSlip slip;
            slip.left_out = row.text(1) == "left_out";
            slip.issued.membership = MembershipId{row.int64(3)};
            slip.issued.family_name = row.text(4);
            slip.issued.given_name = row.text(5);
            slip.issued.patronymic = row.text(6);
            slip.issued.login = row.text(7);
            slip.place = row.text(8);
            slip.organisation = OrganisationId{row.int64(9)};
            slip.organisation_kk = row.text(10);
            slip.organisation_ru = row.text(11);
            slip.organisation_en = row.text(12);
            if (const std::string_view sealed = row.text(2); open && !sealed.empty()) {
                const auto opened =
                    sealer_.open(sealed, owner_of(scope.organisation, batch, row.int64(0)));
                slip.lost = !opened;
                if (opened) slip.issued.password.assign(opened->begin(), opened->end());
            }
            slips.push_back(std::move(slip));
        });
    return slips;
}

Result<> CredentialBatches::forget(const Scope& scope, BatchId batch) {
    if (const auto there = find(scope, batch); !there) return there.fault();
    const int64_t now_ms = accounts_.clock.now_ms();
    auto transaction = accounts_.database.write();
    transaction.execute(sql::batch_forget_sooner,
                        {now_ms, scope.organisation.value, batch.value, scope.person.value});
    transaction.execute(sql::batch_forget_slips, {now_ms});
    transaction.commit();
    return success();
}

std::map<std::string, int64_t> CredentialBatches::without_password(OrganisationId organisation) {
    std::map<std::string, int64_t> counts;
    accounts_.database.read().each(
        sql::batch_without_password, {organisation.value, accounts_.today()},
        [&](const data::Row& row) { counts[std::string(row.text(0))] = row.int64(1); });
    return counts;
}

void CredentialBatches::forget_old() {
    const int64_t now_ms = accounts_.clock.now_ms();
    auto transaction = accounts_.database.write();
    transaction.execute(sql::batch_forget_slips, {now_ms});
    transaction.execute(sql::batch_forget, {now_ms - kBatchKnownMs});
    transaction.commit();
}

}  // namespace kerege::access
