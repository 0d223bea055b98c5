#include "host/src/directory/edit_notes.hpp"

#include <algorithm>
#include <unordered_map>

#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

constexpr std::string_view kOfThePerson[] = {
    "family_name", "given_name", "patronymic", "birth_date", "sex", "phone", "email", "residence"};

bool of_the_person(const std::string& field) {
    return std::ranges::find(kOfThePerson, field) != std::end(kOfThePerson);
}

// As a JSON array; names of fields have nothing in them to be escaped.
std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "\"" : ",\"") + word + '"';
    return '[' + text + ']';
}

}  // namespace

void EditNotes::add(MembershipId membership, PersonId person,
                    const std::vector<std::string>& fields) {
    if (fields.empty()) return;
    std::string detail = R"({"fields":)" + listed(fields);
    if (!upload_.empty()) detail += R"(,"upload":")" + upload_ + '"';
    notes_.push_back({organisation_, "membership:" + membership.text(), detail + '}', false});
    std::vector<std::string> own;
    std::ranges::copy_if(fields, std::back_inserter(own), of_the_person);
    if (person && !own.empty()) shared_.push_back({person, listed(own)});
}

void EditNotes::add_elsewhere(data::Transaction& transaction) {
    std::unordered_map<int64_t, const std::string*> fields;
    std::string persons;
    for (const Shared& one : shared_) {
        if (!fields.emplace(one.person.value, &one.fields).second) continue;
        persons += (persons.empty() ? "[" : ",") + one.person.text();
    }
    transaction.each(queries::directory::memberships_elsewhere,
                     {persons + ']', organisation_.value, today_}, [&](const data::Row& row) {
                         notes_.push_back({OrganisationId{row.int64(0)},
                                           "membership:" + MembershipId{row.int64(1)}.text(),
                                           R"({"fields":)" + *fields.at(row.int64(2)) + "}", true});
                     });
    shared_.clear();
}

void EditNotes::flush(data::Transaction& transaction) {
    if (!shared_.empty()) add_elsewhere(transaction);
    std::vector<audit::Entry> entries;
    entries.reserve(notes_.size());
    for (const Note& note : notes_)
        entries.push_back({.organisation = note.organisation,
                           .person = note.elsewhere ? PersonId{} : by_,
                           .module = {},
                           .action = note.elsewhere ? "person.edited_elsewhere" : "person.edited",
                           .subject = note.subject,
                           .detail = note.detail,
                           .request_id = request_id_});
    audit_.append_many(transaction, entries);
    notes_.clear();
}

}  // namespace kerege::directory
