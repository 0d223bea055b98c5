// Expected outcomes as values: a Result holds either what was asked for or a Fault.
// Exceptions are left for bugs and lost infrastructure.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kerege/abi/base.h"

namespace kerege {

// Values equal the boundary's status codes, so that a fault crosses it as a number.
enum class FaultKind : kerege_status {
    not_found = KEREGE_NOT_FOUND,
    forbidden = KEREGE_FORBIDDEN,
    invalid = KEREGE_INVALID,
    conflict = KEREGE_CONFLICT,
    too_many = KEREGE_TOO_MANY,
    unavailable = KEREGE_UNAVAILABLE,
    internal = KEREGE_INTERNAL,
};

// What is wrong with one field of a form. `message` is a message id of the translations.
struct FieldFault {
    std::string field;
    std::string message;
};

struct Fault {
    FaultKind kind = FaultKind::internal;
    std::string log_text;      // for the log, in English, without personal data
    std::string user_message;  // a message id of the translations, or empty: the kind's own words
    std::vector<FieldFault> fields = {};
    // What stands for {names} in user_message, as in {"minutes", "5"}.
    std::vector<std::pair<std::string, std::string>> values = {};
};

inline Fault not_found(std::string log_text) {
    return {FaultKind::not_found, std::move(log_text), {}};
}
inline Fault forbidden(std::string log_text) {
    return {FaultKind::forbidden, std::move(log_text), {}};
}
inline Fault conflict(std::string log_text, std::string user_message = {}) {
    return {FaultKind::conflict, std::move(log_text), std::move(user_message)};
}
inline Fault invalid(std::string log_text, std::string user_message = {}) {
    return {FaultKind::invalid, std::move(log_text), std::move(user_message)};
}
inline Fault invalid_fields(std::vector<FieldFault> fields) {
    return {FaultKind::invalid, "invalid fields", {}, std::move(fields)};
}
inline Fault unavailable(std::string log_text) {
    return {FaultKind::unavailable, std::move(log_text), {}};
}
inline Fault internal(std::string log_text) {
    return {FaultKind::internal, std::move(log_text), {}};
}

struct Nothing {};

template <class T = Nothing>
class [[nodiscard]] Result {
public:
    explicit(false) Result(T value) : state_(std::move(value)) {}
    explicit(false) Result(Fault fault) : state_(std::move(fault)) {}

    bool ok() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return ok(); }

    // REQUIRES: ok(). Throws std::bad_variant_access otherwise.
    T& value() & { return std::get<T>(state_); }
    const T& value() const& { return std::get<T>(state_); }
    T&& value() && { return std::get<T>(std::move(state_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

    // REQUIRES: !ok().
    const Fault& fault() const { return std::get<Fault>(state_); }

private:
    std::variant<T, Fault> state_;
};

inline Result<> success() { return Nothing{}; }

}  // namespace kerege
