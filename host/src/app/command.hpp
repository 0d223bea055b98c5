// The commands of the program. Each is one function; what they share is here.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/app/config.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::app {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;  // it was understood, but could not be done
inline constexpr int kUsage = 2;   // it was not understood

// Ends a command with a sentence for whoever typed it.
class Failure : public std::runtime_error {
public:
    explicit Failure(const std::string& sentence, int status = kFailed)
        : std::runtime_error(sentence), status_(status) {}
    int status() const { return status_; }

private:
    int status_;
};

// What was typed, taken apart.
struct Invocation {
    Config config;
    std::vector<std::string> arguments;  // after the words of the command
    std::map<std::string, std::string> options;

    bool has(const std::string& option) const { return options.contains(option); }
    std::string option(const std::string& name, const std::string& fallback = {}) const;
    // Throws Failure: not given.
    std::string needed(const std::string& name) const;
};

struct OptionText {
    std::string_view name;
    std::string_view argument;  // empty: a switch
    std::string_view text;
};
// Every option has one meaning, whatever the command.
const std::vector<OptionText>& options();

struct Command {
    std::string_view words;      // "module enable"
    std::string_view arguments;  // "MODULE", or empty
    std::vector<std::string_view> options;
    std::string_view text;  // one line
    int (*run)(const Invocation& invocation);

    size_t arguments_count() const;
};
const std::vector<Command>& commands();

// Returns the command whose words the arguments begin with and cuts these off; nullptr: none.
const Command* find_command(std::vector<std::string>& arguments);
std::string help_of_all();
std::string help_of(const Command& command);

// "bin: This is not a valid BIN.", or what else there is to say.
std::string words_of(const Fault& fault);

// The value, or Failure with the fault's words.
template <class T>
T unwrap(Result<T> result) {
    if (result.ok()) return std::move(*result);
    throw Failure(words_of(result.fault()));
}

int serve(const Invocation& invocation);
int migrate(const Invocation& invocation);
int doctor(const Invocation& invocation);
int plugin_list(const Invocation& invocation);
int plugin_check(const Invocation& invocation);
int plugin_new(const Invocation& invocation);
int plugin_run(const Invocation& invocation);
int organisation_import(const Invocation& invocation);
int organisation_list(const Invocation& invocation);
int organisation_export(const Invocation& invocation);
int organisation_show(const Invocation& invocation);
int organisation_take_along(const Invocation& invocation);
int organisation_add(const Invocation& invocation);
int organisation_edit(const Invocation& invocation);
int organisation_status(const Invocation& invocation);
int organisation_appoint(const Invocation& invocation);
int application_list(const Invocation& invocation);
int application_approve(const Invocation& invocation);
int application_return(const Invocation& invocation);
int application_refuse(const Invocation& invocation);
int application_letter(const Invocation& invocation);
int module_enable(const Invocation& invocation);
int module_disable(const Invocation& invocation);
int module_inherit(const Invocation& invocation);
int module_show(const Invocation& invocation);
int module_set(const Invocation& invocation);
int module_apply(const Invocation& invocation);
int account_create(const Invocation& invocation);
int account_reset_password(const Invocation& invocation);
int account_sessions(const Invocation& invocation);
int account_end_sessions(const Invocation& invocation);
int account_remove_second_factor(const Invocation& invocation);
int account_list(const Invocation& invocation);
int account_end(const Invocation& invocation);
int account_reopen(const Invocation& invocation);
int account_restrict(const Invocation& invocation);
int account_block(const Invocation& invocation);
int account_lift(const Invocation& invocation);
int account_restrictions(const Invocation& invocation);
int account_join(const Invocation& invocation);
int account_officials(const Invocation& invocation);
int account_grant_names(const Invocation& invocation);
int account_withdraw_names(const Invocation& invocation);
int person_add(const Invocation& invocation);
int person_class(const Invocation& invocation);
int person_add_parent(const Invocation& invocation);
int person_remove_parent(const Invocation& invocation);
int person_erase(const Invocation& invocation);
int person_restore(const Invocation& invocation);
int person_erasures(const Invocation& invocation);
int person_withdrawals(const Invocation& invocation);
int person_certificate(const Invocation& invocation);
int person_copy(const Invocation& invocation);
int transfer_ask(const Invocation& invocation);
int transfer_list(const Invocation& invocation);
int transfer_accept(const Invocation& invocation);
int transfer_decline(const Invocation& invocation);
int transfer_withdraw(const Invocation& invocation);
int job_list(const Invocation& invocation);
int job_retry(const Invocation& invocation);
int job_cancel(const Invocation& invocation);
int search_rebuild(const Invocation& invocation);
int roster_import(const Invocation& invocation);
int roster_list(const Invocation& invocation);
int roster_undo(const Invocation& invocation);
int roster_export(const Invocation& invocation);
int registration_list(const Invocation& invocation);
int registration_accept(const Invocation& invocation);
int registration_link(const Invocation& invocation);
int registration_decline(const Invocation& invocation);
int mail_list(const Invocation& invocation);
int mail_retry(const Invocation& invocation);
int mail_test(const Invocation& invocation);
int news_list(const Invocation& invocation);
int news_write(const Invocation& invocation);
int news_show(const Invocation& invocation);
int news_test(const Invocation& invocation);
int news_send(const Invocation& invocation);
int news_cancel(const Invocation& invocation);
int news_end(const Invocation& invocation);
int maintenance_plan(const Invocation& invocation);
int maintenance_list(const Invocation& invocation);
int maintenance_extend(const Invocation& invocation);
int maintenance_call_off(const Invocation& invocation);
int support_list(const Invocation& invocation);
int support_answer(const Invocation& invocation);
int support_close(const Invocation& invocation);
int support_pass_on(const Invocation& invocation);
int support_contact(const Invocation& invocation);
int open_data_show(const Invocation& invocation);
int open_data_make(const Invocation& invocation);
int audit_list(const Invocation& invocation);
int audit_verify(const Invocation& invocation);
int audit_head(const Invocation& invocation);
int audit_seal(const Invocation& invocation);
int agreement_list(const Invocation& invocation);
int agreement_import(const Invocation& invocation);
int agreement_publish(const Invocation& invocation);
int agreement_withdraw(const Invocation& invocation);
int agreement_end(const Invocation& invocation);
int agreement_keep(const Invocation& invocation);
int agreement_show(const Invocation& invocation);

}  // namespace kerege::app
