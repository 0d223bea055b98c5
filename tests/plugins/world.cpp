#include "tests/plugins/world.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include <deque>
#include <fstream>
#include <sstream>
#include <thread>

#include "host/src/data/logins.hpp"
#include "host/src/data/migrator.hpp"
#include "host/src/http/respond.hpp"
#include "host/src/http/text.hpp"

namespace kerege::plugins {
namespace {

std::string server() {
    const char* text = std::getenv("KEREGE_TEST_POSTGRES");
    return text ? text : "";
}

void on_server(const std::string& sql) {
    PGconn* connection = PQconnectdb(server().c_str());
    PGresult* result = PQexec(connection, sql.c_str());
    EXPECT_EQ(PQresultStatus(result), PGRES_COMMAND_OK) << PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
}

}  // namespace

// A database with the host's tables, made once and copied for each world.
class Template {
public:
    explicit Template(data::Dialect dialect) : dialect_(dialect) {
        data::DatabaseSettings settings;
        settings.dialect = dialect;
        if (dialect == data::Dialect::postgresql) {
            name_ = fmt::format("kerege_plugins_{}_0", getpid());
            on_server("create database " + name_);
            settings.target = server() + " dbname=" + name_;
        } else {
            file_ = std::filesystem::temp_directory_path() /
                    fmt::format("kerege-template-{}.db", getpid());
            settings.target = file_.string();
        }
        data::Database database(settings);
        const auto migrations = data::read_migrations(
            "core", std::filesystem::path(KEREGE_SOURCE_DIR) / "host/migrations", dialect);
        const auto done = data::migrate(database, *migrations, false, 0);
        if (!done.ok()) throw std::runtime_error(done.fault().log_text);
    }
    ~Template() {
        if (getpid() != owner_) return;  // a child that a plugin has ended by exit()
        if (!name_.empty()) on_server("drop database " + name_);
        std::error_code error;
        for (const char* part : {"", "-wal", "-shm"})
            std::filesystem::remove(file_.string() + part, error);
    }
    // Where a copy is: what the database is opened with.
    std::string copy(const std::filesystem::path& file, const std::string& name) const {
        if (dialect_ == data::Dialect::postgresql) {
            on_server("create database " + name + " template " + name_);
            return server() + " dbname=" + name;
        }
        std::filesystem::copy_file(file_, file);
        return file.string();
    }
    static const Template& of(data::Dialect dialect) {
        if (dialect == data::Dialect::postgresql) {
            static const Template postgres(dialect);
            return postgres;
        }
        static const Template sqlite(dialect);
        return sqlite;
    }

private:
    const pid_t owner_ = getpid();
    data::Dialect dialect_;
    std::string name_;
    std::filesystem::path file_;
};

struct World::Parts {
    Parts(World& world, const files::FileSettings& limits_of_files)
        : log(LogLevel::debug, LogFormat::text, world.log_file_),
          ids(world.clock, 1),
          audit(ids, world.clock),
          views(*world.database, audit, world.clock),
          renderer(translator),
          letters(translator),
          mail(ids, world.clock, world.local_time),
          pages(renderer, translator, assets, site),
          modules(*world.database, audit, world.clock, world.local_time),
          files(*world.database, ids, world.clock, log, of(world, limits_of_files)) {}

    static files::FileSettings of(const World& world, files::FileSettings settings) {
        settings.folder = world.folder / "files";
        settings.program = KEREGE_BUILD_DIR "/bin/kerege-content";
        if (settings.free_bytes_min == files::FileSettings().free_bytes_min)
            settings.free_bytes_min = 0;
        return settings;
    }

    Log log;
    IdMaker ids;
    audit::Audit audit;
    audit::Views views;
    view::Translator translator;
    view::Renderer renderer;
    view::TextTemplates letters;
    mail::Outbox mail;
    view::Assets assets;
    view::Site site;
    view::Pages pages;
    directory::Modules modules;
    files::Files files;
    http::Router router;
};

World::World(data::Dialect dialect, Isolation isolation, const files::FileSettings& limits_of_files)
    : isolation_(isolation) {
    workers.program = KEREGE_BUILD_DIR "/bin/kerege";
    // With sanitizers a worker takes more than it is granted, before it has done anything.
    workers.memory_bytes_max = size_t{1} << 30;
    std::string pattern = (std::filesystem::temp_directory_path() / "kerege-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder = pattern;
    log_file_ = std::fopen((folder / "log").c_str(), "w");
    data::DatabaseSettings settings;
    settings.dialect = dialect;
    settings.connections_max = 4;
    settings.wait_max = std::chrono::milliseconds(2000);
    if (dialect == data::Dialect::postgresql) {
        static int count = 0;
        database_name_ = fmt::format("kerege_plugins_{}_{}", getpid(), ++count);
    }
    settings.target = Template::of(dialect).copy(folder / "test.db", database_name_);
    database = std::make_unique<data::Database>(settings);
    change(
        "insert into core_organisation (id, kind, code, name_kk, name_ru, name_en, created_at_ms) "
        "values (1, 'region', 'region', 'r', 'r', 'r', 0)");
    change(
        "insert into core_organisation (id, parent_id, kind, code, name_kk, name_ru, name_en, "
        "created_at_ms) values (10, 1, 'school', 's10', 's', 's', 's', 0), "
        "(11, 1, 'school', 's11', 's', 's', 's', 0)");
    change(
        "insert into core_organisation_closure (ancestor_id, organisation_id, depth) values "
        "(1, 1, 0), (10, 10, 0), (11, 11, 0), (1, 10, 1), (1, 11, 1)");
    parts_ = std::make_unique<Parts>(*this, limits_of_files);
    // A letter's markup stands in a frame of the host's.
    const auto framed = parts_->renderer.add_domain(
        "core", std::filesystem::path(KEREGE_SOURCE_DIR) / "host/templates");
    if (!framed.ok()) throw std::runtime_error(framed.fault().log_text);
    plugins = std::make_unique<Plugins>(
        Lent{*database, clock, local_time, parts_->ids, parts_->log, parts_->audit, permissions,
             parts_->modules, parts_->router, parts_->translator, parts_->renderer, parts_->assets,
             parts_->pages, workers, parts_->letters, parts_->mail, parts_->files, parts_->views});
}

World::~World() {
    plugins.reset();
    parts_.reset();
    database.reset();
    if (!database_name_.empty()) {
        on_server("drop database " + database_name_ + " with (force)");
        on_server(
            "do $$ declare r text; begin for r in select rolname from pg_roles where "
            "starts_with(rolname, '" +
            data::login_role(database_name_, "") +
            "') loop execute format('drop role %I', r); end loop; end $$");
    }
    std::fclose(log_file_);
    std::filesystem::remove_all(folder);
}

void World::load(const std::string& group) {
    // Elsewhere lie the same plugins as they were built against a released boundary.
    const char* const elsewhere = std::getenv("KEREGE_TEST_PLUGINS");
    const std::filesystem::path built = elsewhere ? elsewhere : KEREGE_HOSTILE_FOLDER;
    auto catalogue = Catalogue::read({built / group});
    for (const auto& entry : catalogue.entries()) workers.chosen.try_emplace(entry.id, isolation_);
    plugins->load(std::move(catalogue));
    parts_->router.seal([&](std::string_view key) { return permissions.index(key); },
                        [&](std::string_view id) { return parts_->modules.index(id); });
}

const Entry& World::entry(const std::string& id) const {
    const Entry* found = plugins->catalogue().find(id);
    if (!found) throw std::runtime_error("no entry " + id);
    return *found;
}

Answer World::get(const std::string& path, OrganisationId organisation) {
    return ask(http::Method::get, path, {}, {}, organisation);
}

Answer World::post(const std::string& path, std::vector<http::Field> form,
                   OrganisationId organisation) {
    return ask(http::Method::post, path, std::move(form), {}, organisation);
}

Answer World::upload(const std::string& path, std::vector<http::UploadedFile> uploads,
                     std::vector<http::Field> form, OrganisationId organisation) {
    return ask(http::Method::post, path, std::move(form), {}, organisation, std::move(uploads));
}

files::Files& World::files() { return parts_->files; }

std::string Answer::header(std::string_view name) const {
    for (const auto& [known, value] : headers)
        if (http::equals_ignoring_case(known, name)) return value;
    return {};
}

Answer World::post_body(const std::string& path, std::string body) {
    return ask(http::Method::post, path, {}, std::move(body), kSchool);
}

Answer World::ask(http::Method method, const std::string& path, std::vector<http::Field> form,
                  std::string body, OrganisationId organisation,
                  std::vector<http::UploadedFile> uploads) {
    http::Request request;
    request.id = "test-request-001";
    request.method = method;
    request.path = path.substr(0, path.find('?'));
    if (const size_t query = path.find("?subject="); query != std::string::npos)
        request.query.push_back({"subject", path.substr(query + 9)});
    request.form = std::move(form);
    request.body = std::move(body);
    request.headers = {{"cookie", "kerege_session=secret"}, {"x-test", "yes"}};
    request.headers.insert(request.headers.end(), headers.begin(), headers.end());
    request.files = std::move(uploads);
    http::Response response;
    auto match = parts_->router.find(method, request.path);
    Answer answer;
    answer.status = 404;
    if (!match.route) return answer;
    answer.is_public = match.route->is_public;
    http::Exchange exchange{request, response, access::Session()};
    auto& scope = exchange.session->scope;
    scope.person = PersonId{77};
    scope.membership = MembershipId{78};
    scope.organisation = organisation;
    scope.roles = {roles};
    scope.permissions = permissions.of_roles(scope.roles);
    exchange.locale = "kk";
    exchange.path_values = match.path_values;
    const auto result = match.route->handler(exchange);
    answer.status = result.ok() ? response.status : http::status_of(result.fault().kind);
    if (!result.ok()) answer.fault_text = result.fault().log_text;
    answer.fault_message = exchange.fault_message;
    answer.body = response.body;
    answer.statements = exchange.statements;
    answer.headers = response.headers;
    if (const auto& file = response.file; file.descriptor) {
        answer.body.resize(static_cast<size_t>(file.bytes));
        EXPECT_EQ(::pread(*file.descriptor, answer.body.data(), answer.body.size(), file.offset),
                  file.bytes);
    }
    answer.content_type = response.content_type;
    for (const auto& [name, value] : response.headers) {
        if (name == "Location" || name == "location") answer.location = value;
    }
    return answer;
}

std::string World::sql(const std::string& text) {
    // A statement is remembered by its address, which must not come back.
    static std::deque<std::string> texts;
    static std::deque<data::Statement> statements;
    texts.push_back(text);
    statements.push_back({"test", texts.back(), {}});
    std::string found = "(no row)";
    database->read().first(statements.back(), {}, [&](const data::Row& row) {
        const auto& value = row.values()[0];
        if (value.type == KEREGE_DB_NULL) found = "(null)";
        if (value.type == KEREGE_DB_INT64) found = std::to_string(row.int64(0));
        if (value.type == KEREGE_DB_TEXT) found = row.text(0);
    });
    return found;
}

void World::change(const std::string& text) {
    auto transaction = database->write();
    database->run_script(transaction, text);
    transaction.commit();
}

bool World::logs(std::string_view text) const {
    for (int tries = 0; tries < 500; ++tries) {
        if (log_text().find(text) != std::string::npos) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

std::string World::log_text() const {
    std::ifstream in(folder / "log");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace kerege::plugins
