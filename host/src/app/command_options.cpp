#include <iterator>

#include "host/src/app/command.hpp"

namespace kerege::app {

namespace {

std::vector<OptionText> general_options() {
    return {
        {"config", "FILE", "the configuration; without it the defaults hold"},
        {"help", "", "says what a command does"},
        {"version", "", "prints the version"},
        {"contract", "", "also applies migrations that take away what older hosts still use"},
        {"organisation", "CODE", "the organisation, by its code"},
        {"from", "DAY", "the first day it holds, YYYY-MM-DD"},
        {"until", "DAY", "the last day it holds, YYYY-MM-DD"},
        {"login", "LOGIN", "the login: small letters, digits and . - _"},
        {"profile", "PROFILE",
         "operator, ministry, region, district or employee; to end, also learner or guardian"},
        {"role", "ROLE", "of an employee: administrator, deputy, teacher, editor or staff"},
        {"name", "NAME", "\"Family Given\" or \"Family Given Patronymic\""},
        {"language", "LANGUAGE", "of the pages: kk, ru or en"},
        {"password-env", "VARIABLE", "the environment variable that holds the password"},
        {"confirmed", "", "the person's data needs no check at the first login"},
        {"kind", "KIND", "staff or learners"},
        {"vendor", "NAME", "whose plugin it is, for people"},
        {"folder", "DIR", "where it is written; without it a folder of its name here"},
        {"isolation", "PLACE",
         "where the plugin runs: host or worker; without it as serve decides"},
        {"port", "N", "of the address; 0 takes a free one"},
        {"data", "DIR", "keeps what is entered; without it all is gone at the end"},
        {"words-kk", "WORDS", "for people, in Kazakh"},
        {"words-ru", "WORDS", "the same in Russian; without them as in Kazakh"},
        {"words-en", "WORDS", "the same in English; without them as in Kazakh"},
        {"reason", "WORDS", "why; kept with what is done"},
        {"hours-kk", "WORDS", "when somebody answers, in Kazakh"},
        {"hours-ru", "WORDS", "the same in Russian; without them as in Kazakh"},
        {"hours-en", "WORDS", "the same in English; without them as in Kazakh"},
        {"after", "NUMBER:HASH", "begins behind this: as audit head printed it once"},
        {"head", "NUMBER:HASH", "where the audit log ended once: as audit head printed it"},
        {"number", "N", "of a version; without it the one in force"},
        {"ground", "GROUND",
         "studies_ended, expelled, moved, child_left, employment_ended or service_ended"},
        {"on", "DAY",
         "the first day after the end, YYYY-MM-DD; without it the first that is possible"},
        {"breach", "CODE", "the clause of the user agreement: 6.1 to 6.8"},
        {"note", "TEXT", "for the administrators of the organisation"},
        {"withdrawn", "FILE", "consent was withdrawn: the scanned paper, a PDF or a picture"},
        {"by-agreement", "", "on the grounds of the agreement, not at the person's request"},
        {"sheet", "NAME", "of a workbook; without it the first one whose headings are known"},
        {"school", "SCHOOL", "of an archive of several, by name, id or BIN; without it one's own"},
        {"columns", "FIELD=LETTER,…",
         "which column is which, as in family_name=B,given_name=C; sex=- where there is none"},
        {"class", "LABEL", "where a learner is put, such as 7А; without it nowhere yet"},
        {"children", "LOGIN,…", "of a parent: the logins of learners of the organisation"},
        {"keep-parents", "", "leaves the parents of a learner their access"},
        {"replace-drafts", "", "the file also takes the place of drafts written in the browser"},
        {"parent", "CODE", "the organisation it stands beneath, by its code"},
        {"name-kk", "NAME", "of an organisation, in Kazakh"},
        {"name-ru", "NAME", "the same in Russian; without it as in Kazakh"},
        {"name-en", "NAME", "the same in English; without it as in Kazakh"},
        {"bin", "BIN", "of an organisation: twelve digits"},
        {"address-kk", "ADDRESS", "of an organisation, in Kazakh"},
        {"address-ru", "ADDRESS", "the same in Russian"},
        {"action", "ACTION", "of the audit log, as in password.issued"},
        {"position", "WORDS", "what somebody works as"},
        {"email", "ADDRESS", "an e-mail address"},
        {"phone", "NUMBER", "a phone number"},
        {"code", "CODE", "of the organisation that is made"},
        {"preview", "", "only says what would be done"},
        {"other", "", "it is another organisation than those that look the same"},
        {"accept-good-rows", "", "leaves faulty rows out instead of refusing the file"},
        {"bring-back", "", "takes back who stands in the file and whose access had ended"},
        {"twins", "same|new", "what those are who resemble somebody; without it they are left out"},
    };
}

// What is said of one person.
constexpr OptionText kOfAPerson[] = {
    {"born", "DAY", "the date of birth, YYYY-MM-DD"},
    {"sex", "SEX", "female or male"},
    {"guardian", "LOGIN", "a parent, by the login"},
    {"kinship", "RELATION", "of a parent to the child: mother, father, guardian or other"},
};

}  // namespace

const std::vector<OptionText>& options() {
    static const std::vector<OptionText> all = [] {
        auto every = general_options();
        every.insert(every.end(), std::begin(kOfAPerson), std::end(kOfAPerson));
        return every;
    }();
    return all;
}

}  // namespace kerege::app
