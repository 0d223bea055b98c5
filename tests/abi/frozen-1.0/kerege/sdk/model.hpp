// What a template is given: text by key and lists of children by key.
#pragma once

#include <string_view>

#include "kerege/sdk/host.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::sdk {

class Model {
public:
    Model(const Host& host, kerege_model* model) : host_(&host), model_(model) {}

    Model& set(std::string_view key, std::string_view value) {
        host_->view->set_text(model_, str(key), str(value));
        return *this;
    }
    Model& set(std::string_view key, const char* value) {
        return set(key, std::string_view(value));
    }
    Model& set(std::string_view key, const std::string& value) {
        return set(key, std::string_view(value));
    }
    Model& set(std::string_view key, int64_t value) {
        host_->view->set_int(model_, str(key), value);
        return *this;
    }
    Model& set(std::string_view key, int value) { return set(key, static_cast<int64_t>(value)); }
    template <class Tag>
    Model& set(std::string_view key, Id<Tag> id) {
        return set(key, id.value);
    }
    // Markup of an HtmlWriter for {{%html key}}.
    Model& set_html(std::string_view key, std::string_view html) {
        host_->view->set_html(model_, str(key), str(html));
        return *this;
    }
    // One more item of the section {{#key}}. The same call shows a section without a list.
    Model add(std::string_view key) { return {*host_, host_->view->add_child(model_, str(key))}; }
    Model& show_if(bool shown, std::string_view key) {
        if (shown) add(key);
        return *this;
    }
    // {{%html key}} becomes what other modules put into a slot of ours.
    Model& set_slot(std::string_view key, std::string_view slot, std::string_view subject) {
        StringSink error;
        require(host_->view->set_slot(model_, str(key), str(slot), str(subject), error.sink()),
                error, "set_slot");
        return *this;
    }

    kerege_model* handle() const { return model_; }

private:
    const Host* host_;
    kerege_model* model_;
};

}  // namespace kerege::sdk
