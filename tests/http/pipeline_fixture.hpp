// Requests through the whole pipeline, with the host's own templates; sessions and modules are what
// each test says. One at a time in a process: assets lie in a folder named after it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/src/access/csrf.hpp"
#include "host/src/data/database.hpp"
#include "host/src/http/pipeline.hpp"

namespace kerege::http {

struct PipelineClock final : Clock {
    int64_t now_ms() const override { return now; }
    int64_t now = 1'700'000'000'000;
};

class PipelineTest : public ::testing::Test {
protected:
    PipelineTest() {
        folder_ =
            std::filesystem::temp_directory_path() / ("kerege-http-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
        write("manifest.json", R"({"app.css": "app-1a2b.css"})");
        write("app-1a2b.css", "body { color: teal }");
        write("app-1a2b.css.gz", "packed");
        EXPECT_TRUE(assets_.add_folder("/assets", folder_));
        const std::filesystem::path share =
            std::filesystem::path(KEREGE_BUILD_DIR) / "share/kerege";
        EXPECT_TRUE(translator_.add_domain("core", share / "locales").empty());
        const auto added = renderer_.add_domain("core", share / "templates");
        EXPECT_TRUE(added) << (added ? "" : added.fault().log_text);

        session_.scope.person = PersonId{7};
        session_.scope.organisation = OrganisationId{5};
        session_.scope.person_name = "Айгүл";
        session_.scope.locale = "ru";
        session_.token_hash = "hash";
        session_.csrf_secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        add(Method::get, "/page", [](Exchange& exchange) {
            exchange.response.body = "locale=" + exchange.locale + " notice=" + exchange.notice;
            return success();
        });
    }
    ~PipelineTest() override {
        std::filesystem::remove_all(folder_);
        std::fclose(log_file_);
    }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    Route& add(Method method, std::string pattern, Handler handler) {
        Route route;
        route.method = method;
        route.pattern = std::move(pattern);
        route.handler = std::move(handler);
        waiting_.push_back(std::move(route));
        return waiting_.back();
    }
    Response ask(Request request) {
        if (!pipeline_) start();
        if (request.id.empty()) request.id = "0123456789abcdef";
        if (request.client_address.empty()) request.client_address = "203.0.113.7";
        return pipeline_->handle(request);
    }
    void start() {
        for (Route& route : waiting_) EXPECT_TRUE(router_.add(std::move(route)));
        router_.seal([](std::string_view) { return 3; }, [](std::string_view) { return 0; });
        PipelineParts parts{router_, pages_, assets_, clock_, log_, {}, {}, {}};
        parts.find_session = [this](std::string_view token) -> std::optional<access::Session> {
            ++look_ups_;
            if (database_away_) throw data::Unavailable("no connection");
            if (token != "token") return {};
            return session_;
        };
        parts.module_on = [](int, OrganisationId organisation) { return organisation.value != 5; };
        parts.ready = [this] {
            ++ready_asked_;
            return !database_away_;
        };
        parts.session_known = [this](std::string_view token) {
            return token == "token" && session_known_;
        };
        parts.module_on_at_top = [this](int) { return module_on_at_top_; };
        parts.metrics = [] { return std::string("numbers 1\n"); };
        pipeline_ = std::make_unique<Pipeline>(std::move(parts), settings_);
    }
    std::string log() {
        std::fflush(log_file_);
        std::rewind(log_file_);
        std::string text(100'000, '\0');
        text.resize(std::fread(text.data(), 1, text.size(), log_file_));
        return text;
    }

    static Request get(std::string path, std::string cookie = {}) {
        Request request;
        request.path = std::move(path);
        if (!cookie.empty()) request.headers.emplace_back("cookie", std::move(cookie));
        return request;
    }
    Request post(std::string path, std::vector<Field> form, bool signed_in = true) const {
        Request request = get(std::move(path), signed_in ? "kerege_session=token" : "");
        request.method = Method::post;
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.form = std::move(form);
        if (signed_in) request.form.push_back({"_csrf", access::csrf_token(session_)});
        return request;
    }
    static std::string header(const Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return {};
    }
    static std::string cookie(const Response& response, std::string_view name) {
        for (const std::string& one : response.cookies) {
            if (one.starts_with(std::string(name) + "=")) return one;
        }
        return {};
    }

    std::filesystem::path folder_;
    PipelineClock clock_;
    std::FILE* log_file_ = std::tmpfile();
    Log log_{LogLevel::info, LogFormat::json, log_file_};
    view::Translator translator_;
    view::Renderer renderer_{translator_};
    view::Assets assets_;
    view::Site site_;
    view::Pages pages_{renderer_, translator_, assets_, site_};
    int look_ups_ = 0;
    int ready_asked_ = 0;
    bool session_known_ = false;
    bool module_on_at_top_ = true;
    std::vector<Route> waiting_;
    Router router_;
    PipelineSettings settings_;
    access::Session session_;
    bool database_away_ = false;
    std::unique_ptr<Pipeline> pipeline_;
};

}  // namespace kerege::http
