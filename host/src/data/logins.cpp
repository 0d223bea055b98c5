#include "host/src/data/logins.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <set>
#include <vector>

#include "host/src/data/ownership.hpp"
#include "host/src/data/scram.hpp"
#include "queries/data.hpp"

namespace kerege::data {
namespace {

namespace sql = queries::data;

constexpr size_t owner_bytes_max = 40;  // the server's names have 63

struct Facts {
    std::string user, database, schema;
    bool makes_roles = false, owns_database = false;
    std::string search_path;
    bool sets_limits = false;
};

Facts facts_of(Transaction& transaction) {
    Facts facts;
    transaction.first(sql::login_facts, {}, [&](const Row& row) {
        facts = {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                 row.int64(3) != 0,        row.int64(4) != 0,        std::string(row.text(5)),
                 row.int64(6) != 0};
    });
    return facts;
}

struct Role {
    bool there = false, may_more = false, logs_in = false;
    bool creates = false, enters = false, makes_temporary = false, limited = false;
};

Role look_at(Transaction& transaction, const std::string& name) {
    Role role;
    role.there = transaction.first(sql::login_role, {name}, [&](const Row& row) {
        role.may_more = row.int64(0) != 0;
        role.logs_in = row.int64(1) != 0;
        role.creates = row.int64(2) != 0;
        role.enters = row.int64(3) != 0;
        role.makes_temporary = row.int64(4) != 0;
        role.limited = row.int64(5) != 0;
    });
    return role;
}

std::string quoted(std::string_view name) {
    std::string out = "\"";
    for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

struct Grant {
    std::string privilege, column, relation;  // no column: of the whole

    auto operator<=>(const Grant&) const = default;

    std::string text() const {
        const std::string of =
            column.empty() ? std::string() : fmt::format(" ({})", quoted(column));
        return fmt::format("{}{} on {}", privilege, of, quoted(relation));
    }
};

// What the principal may, as login_grants says it.
std::set<Grant> wanted_grants(Transaction& transaction, const Principal& principal) {
    const std::string prefix = table_prefix(principal.id);
    std::set<Grant> wanted;
    std::set<std::string, std::less<>> relations;
    transaction.each(sql::login_relations, {}, [&](const Row& row) {
        const std::string name(row.text(0));
        relations.insert(name);
        const bool own_table = is_own_table(name, prefix);
        if (!own_table && !is_own_view(name, prefix)) return;
        wanted.insert({"select", "", name});
        if (own_table && row.text(1) == "S") wanted.insert({"usage", "", name});
        if (!own_table || (row.text(1) != "r" && row.text(1) != "p")) return;
        for (const char* change : {"insert", "update", "delete"}) {
            wanted.insert({change, "", name});
        }
    });
    for (const std::string& column : principal.columns) {
        const size_t dot = column.find('.');
        const std::string view = column.substr(0, dot);
        if (dot == std::string::npos || !relations.contains(view)) continue;
        wanted.insert({"select", column.substr(dot + 1), view});
    }
    return wanted;
}

// By which the host writes and reads in a plugin's session.
constexpr std::string_view kHostWrites[] = {
    "core_plugin_event",    // of earlier hosts
    "core_plugin_publish",  //
    "core_plugin_event_delivery", "core_plugin_audit",        "core_plugin_settings",
    "core_plugin_job_find",       "core_plugin_job_add",      "core_plugin_job_facts",
    "core_plugin_job_cancel",     "core_plugin_mail",         "core_plugin_mail_recipient",
    "core_plugin_file_add",       "core_plugin_file",         "core_plugin_file_remove",
    "core_plugin_erased",         "core_plugin_search_room",  "core_plugin_search_put",
    "core_plugin_search_remove",  "core_plugin_search_clear",
};

// The statements that bring the role's rights in line.
std::string grants(Transaction& transaction, const std::string& role, const Principal& principal) {
    const std::set<Grant> wanted = wanted_grants(transaction, principal);
    std::set<Grant> there;
    transaction.each(sql::login_grants, {role}, [&](const Row& row) {
        there.insert(
            {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
    });
    std::string script;
    for (const Grant& one : there) {
        if (!wanted.contains(one))
            script += fmt::format("revoke {} from {};", one.text(), quoted(role));
    }
    for (const Grant& one : wanted) {
        if (!there.contains(one))
            script += fmt::format("grant {} to {};", one.text(), quoted(role));
    }
    // A database restored without its privileges has given these to everybody.
    return script + fmt::format(
                        "revoke execute on function core_plugin_caller, {0} from public;"
                        "grant execute on function {0} to {1};",
                        fmt::join(kHostWrites, ", "), quoted(role));
}

std::string may_not_make_roles(const Facts& facts) {
    return fmt::format("the role {0} may not make roles: as a superuser, alter role {0} createrole",
                       quoted(facts.user));
}

// Finds or makes the role with its secret. Returns what is missing.
std::string make_role(Database& database, Transaction& transaction, const Facts& facts,
                      std::string_view module, Login& login) {
    Role role = look_at(transaction, login.role);
    const bool known = transaction.first(sql::login_secret, {login.role}, [&](const Row& row) {
        login.password = row.text(0);
        login.key = row.text(1);
    });
    if (role.there && role.may_more) {
        return fmt::format("the role {} may more than log in, or is a member of another role",
                           quoted(login.role));
    }
    if (!role.there || !role.logs_in || !known) {
        if (!facts.makes_roles) return may_not_make_roles(facts);
        if (!known) {
            login.password = random_secret();
            login.key = random_secret();
            transaction.execute(sql::login_secret_put,
                                {login.role, module, login.password, login.key});
        }
        database.run_script(
            transaction,
            fmt::format("{} role {} login nosuperuser nocreatedb nocreaterole noinherit password "
                        "'{}';",
                        role.there ? "alter" : "create", quoted(login.role),
                        scram_verifier(login.password)));
        role = look_at(transaction, login.role);
    }
    std::string script;
    if (!role.enters) {
        script += fmt::format("grant usage on schema {} to {};", quoted(facts.schema),
                              quoted(login.role));
    }
    if (role.makes_temporary && facts.owns_database) {
        script +=
            fmt::format("revoke temporary on database {} from public;", quoted(facts.database));
    }
    if (facts.schema != "public" && facts.makes_roles) {
        script += fmt::format("alter role {} set search_path = {};", quoted(login.role),
                              quoted(facts.schema));
    }
    // What sorts and recursions may put on the server's disk; only who was granted that may say it.
    if (facts.sets_limits && facts.makes_roles && !role.limited)
        script += fmt::format("alter role {} set temp_file_limit = '1GB';", quoted(login.role));
    if (!script.empty()) database.run_script(transaction, script);
    if (!look_at(transaction, login.role).creates) return {};
    return fmt::format(
        "everybody may make tables in the schema {0}: revoke create on schema {0} "
        "from public",
        quoted(facts.schema));
}

}  // namespace

std::string login_role(std::string_view database, std::string_view owner) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    if (EVP_Q_digest(nullptr, "SHA256", nullptr, database.data(), database.size(), digest,
                     nullptr) != 1) {
        throw std::runtime_error("SHA-256 is not available");
    }
    return fmt::format("kerege_plugin_{:02x}{:02x}{:02x}{:02x}_{}", digest[0], digest[1], digest[2],
                       digest[3], owner);
}

std::string give_login(Database& database, const Principal& principal, std::string_view module) {
    if (database.dialect() != Dialect::postgresql) return {};
    if (principal.id.size() > owner_bytes_max) return "the plugin's id is too long for a role";
    Login login;
    try {
        Transaction transaction = database.write();
        transaction.first(sql::lock_migrations, {}, [](const Row&) {});
        const Facts facts = facts_of(transaction);
        login.role = login_role(facts.database, principal.id);
        std::string missing = make_role(database, transaction, facts, module, login);
        if (!missing.empty()) return missing;
        database.run_script(transaction, grants(transaction, login.role, principal));
        transaction.commit();
    } catch (const NotAllowed& refused) {
        return refused.what();
    } catch (const std::logic_error& refused) {
        return refused.what();
    }
    return database.use_login(principal, std::move(login));
}

std::string missing_for_logins(Database& database) {
    if (database.dialect() != Dialect::postgresql) return {};
    Transaction transaction = database.read();
    const Facts facts = facts_of(transaction);
    return facts.makes_roles ? std::string() : may_not_make_roles(facts);
}

}  // namespace kerege::data
