// The passwords of a batch: made and hashed some at a time, and each written once, with the account
// it opens. A host that is killed leaves the rest to the next attempt.
#include <algorithm>
#include <utility>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/credential_batches.hpp"
#include "host/src/base/text.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

using std::chrono::milliseconds;

// Half a second of hashing between two writes: so much is made anew after a kill, and for so short
// a time others wait where the database has one writer.
constexpr int64_t kPiecesAtOnce = 25;
// With people waiting to sign in all the while, a hash a second is made all the same.
constexpr milliseconds kPatience{1000};
// Ten seconds: then others' jobs have their turn.
constexpr int64_t kATurnMost = 500;

}  // namespace

struct CredentialBatches::Work {
    BatchId batch;
    Scope scope;  // of who asked
    Issuer issuer;
    Handing handing = Handing::slips;
    Accounts::Impl::Issue how = Accounts::Impl::Issue::first;
    std::function<HashGate::Pass()> gate;
    std::function<bool(int64_t done)> go_on;
};

struct CredentialBatches::Piece {
    int64_t number = 0;
    MembershipId membership;
    OrganisationId organisation;
    std::optional<IssueTarget> target;  // none: left out
    std::string hash;
};

std::string CredentialBatches::owner_of(OrganisationId organisation, BatchId batch,
                                        int64_t number) {
    return organisation.text() + ":" + batch.text() + ":" + std::to_string(number);
}

std::optional<CredentialBatches::Work> CredentialBatches::work_of(OrganisationId organisation,
                                                                  BatchId batch) {
    using Issue = Accounts::Impl::Issue;
    std::optional<Work> work;
    accounts_.database.read().first(
        sql::batch_work, {organisation.value, batch.value}, [&](const data::Row& row) {
            work.emplace();
            work->batch = batch;
            work->scope.organisation = organisation;
            work->scope.person = PersonId{row.int64(0)};
            work->scope.profile =
                row.int64(1) != 0 ? KEREGE_PROFILE_OPERATOR : KEREGE_PROFILE_EMPLOYEE;
            work->issuer = {organisation, work->scope.person, std::string(row.text(2)),
                            std::string(row.text(3))};
            const bool named = row.text(5).empty();
            work->how = named ? Issue::replacing : Issue::first;
            const bool appointed = row.text(5) == kAppointedProfile;
            if (appointed) work->how = Issue::unused;
            if (row.text(4) != "letters") return;
            work->handing = Handing::letters;
            work->how = Issue::by_letter;
            if (appointed) work->issuer.letter = "activation";
        });
    return work;
}

std::vector<CredentialBatches::Piece> CredentialBatches::next(const Work& work) {
    std::vector<Piece> pieces;
    auto transaction = accounts_.database.read();
    transaction.each(
        sql::batch_waiting, {work.scope.organisation.value, work.batch.value, kPiecesAtOnce},
        [&](const data::Row& row) {
            pieces.push_back(
                {row.int64(0), MembershipId{row.int64(1)}, OrganisationId{row.int64(2)}, {}, {}});
        });
    for (Piece& piece : pieces) {
        Scope there = work.scope;
        there.organisation = piece.organisation;
        auto target =
            find_targets(transaction, there, std::span(&piece.membership, 1), accounts_.today());
        if (!target) continue;
        IssueTarget& one = target->front();
        if (work.handing == Handing::letters && (one.used || !one.has_address)) continue;
        if (work.how == Accounts::Impl::Issue::unused && one.used) continue;
        piece.target = std::move(one);
    }
    // Two who issue for the same people at once meet at the first.
    std::ranges::sort(pieces, {}, [](const Piece& piece) {
        return piece.target ? piece.target->person.value : 0;
    });
    return pieces;
}

void CredentialBatches::write(const Work& work, std::vector<Piece>& pieces) {
    const OrganisationId organisation = work.scope.organisation;
    auto transaction = accounts_.database.write();
    const int64_t keep_ms = work.handing == Handing::letters ? kLettersMakingMs : kBatchMakingMs;
    transaction.execute(sql::batch_keep,
                        {accounts_.clock.now_ms() + keep_ms, organisation.value, work.batch.value});
    for (Piece& piece : pieces) {
        std::string sealed;
        if (piece.target && work.handing == Handing::slips) {
            const std::string& clear = piece.target->password;
            sealed = sealer_.seal({reinterpret_cast<const uint8_t*>(clear.data()), clear.size()},
                                  owner_of(organisation, work.batch, piece.number));
        }
        if (transaction.execute(sql::batch_settle,
                                {piece.target ? "made" : "left_out", sealed, organisation.value,
                                 work.batch.value, piece.number}) == 0) {
            piece.target.reset();  // another host was first
            continue;
        }
        Issuer issuer = work.issuer;
        issuer.organisation = piece.organisation;
        if (!piece.target ||
            accounts_.issue(transaction, issuer, *piece.target, piece.hash, work.how))
            continue;
        // Somebody else gave them a password meanwhile, which holds.
        transaction.execute(sql::batch_remove_one,
                            {organisation.value, work.batch.value, piece.number});
        piece.target.reset();
    }
    transaction.commit();
    for (const Piece& piece : pieces)
        if (piece.target) accounts_.sessions.forget(piece.target->person);
}

void CredentialBatches::finish(const Work& work) {
    const int64_t now_ms = accounts_.clock.now_ms();
    const int64_t kept_ms = work.handing == Handing::letters ? kBatchKnownMs : kSlipsWaitMs;
    auto transaction = accounts_.database.write();
    transaction.execute(sql::batch_ready, {now_ms, now_ms + kept_ms, work.scope.organisation.value,
                                           work.batch.value});
    transaction.commit();
}

jobs::JobId CredentialBatches::add_job(data::Transaction& transaction, jobs::Queue& queue,
                                       OrganisationId organisation, BatchId batch) {
    const std::string payload = organisation.text() + " " + batch.text();
    return queue.add(transaction,
                     {.module = {}, .organisation = {}, .kind = kBatchJob, .payload = payload});
}

void CredentialBatches::go_on_later(const Work& work) {
    const OrganisationId organisation = work.scope.organisation;
    auto transaction = accounts_.database.write();
    const auto job = add_job(transaction, queue_, organisation, work.batch);
    transaction.execute(sql::batch_next_turn, {job.value, organisation.value, work.batch.value});
    transaction.commit();
}

Result<> CredentialBatches::make(const Work& work) {
    int64_t done = 0;
    for (auto pieces = next(work); !pieces.empty(); pieces = next(work)) {
        for (Piece& piece : pieces) {
            if (piece.target) {
                const auto pass = work.gate();
                if (!pass) return busy();
                piece.hash =
                    hash_password(piece.target->password, accounts_.settings.password_cost);
            }
            if (!work.go_on(++done)) return unavailable("passwords: broken off");
        }
        write(work, pieces);
        if (done >= kATurnMost) {
            go_on_later(work);
            return success();
        }
    }
    finish(work);
    return success();
}

void CredentialBatches::make_few(const Scope& scope, BatchId batch) {
    const auto there = find(scope, batch);
    if (!there || there->stage != BatchStage::making || there->total > kMadeAtOnceMax) return;
    auto work = work_of(scope.organisation, batch);
    if (!work) return;
    work->gate = [this] { return accounts_.enter_gate(); };
    work->go_on = [](int64_t) { return true; };
    try {
        (void)make(*work);
    } catch (const data::Unavailable&) {
        // The job does what is left.
    }
}

Result<> CredentialBatches::run(jobs::Running& running) {
    const auto words = text::split(running.job.payload, " ");
    const auto organisation = words.size() == 2 ? OrganisationId::parse(words[0]) : std::nullopt;
    const auto batch = words.size() == 2 ? BatchId::parse(words[1]) : std::nullopt;
    if (!organisation || !batch) return invalid("passwords: a payload of another shape");
    auto work = work_of(*organisation, *batch);
    if (!work) return success();  // ready, or forgotten
    work->gate = [this] {
        return accounts_.gate.enter_behind(
            kPatience, std::chrono::duration_cast<milliseconds>(accounts_.settings.hash_wait_max));
    };
    const Scope& scope = work->scope;
    const auto there = find(scope, *batch);
    if (!there) return success();
    const int64_t before = there->made + there->left_out;
    work->go_on = [&running, before, total = there->total](int64_t done) {
        return running.progress(before + done, total) == jobs::Ask::go_on;
    };
    return make(*work);
}

}  // namespace kerege::access
