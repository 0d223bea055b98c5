#include "host/src/directory/roster/columns.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/headings.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster {
namespace {

constexpr std::array<std::string_view, kFields> kCodes = {"class_label",
                                                          "family_name",
                                                          "given_name",
                                                          "patronymic",
                                                          "birth_date",
                                                          "sex",
                                                          "phone",
                                                          "email",
                                                          "residence",
                                                          "position",
                                                          "subjects",
                                                          "guardian1_name",
                                                          "guardian1_phone",
                                                          "guardian1_email",
                                                          "guardian2_name",
                                                          "guardian2_phone",
                                                          "guardian2_email",
                                                          "guardian1_kinship",
                                                          "guardian2_kinship",
                                                          "full_name"};

constexpr std::string_view kMissing = "roster: a required column is missing";

const char* missing_words(Field field) {
    switch (field) {
        case Field::class_label:
            return KEREGE_TR("The file has no column “Class”.");
        case Field::family_name:
            return KEREGE_TR("The file has no column “Surname”.");
        case Field::given_name:
            return KEREGE_TR("The file has no column “Name”.");
        case Field::birth_date:
            return KEREGE_TR("The file has no column “Birth date”.");
        case Field::sex:
            return KEREGE_TR("The file has no column “Sex”.");
        default:
            return KEREGE_TR("The file has no column “Position”.");
    }
}

// Name, phone, e-mail and kinship of each.
constexpr std::array<std::array<Field, 4>, 2> kGuardians = {
    {{Field::guardian1_name, Field::guardian1_phone, Field::guardian1_email,
      Field::guardian1_kinship},
     {Field::guardian2_name, Field::guardian2_phone, Field::guardian2_email,
      Field::guardian2_kinship}}};

// What the headings say where each of them says something else: a bare "Телефон" behind a parent's
// name is the parent's, and the second of two columns "Родитель" is another parent.
class Places {
public:
    Field next(const std::string& title) {
        Field field = title.empty() ? Field::count : field_of_heading(title);
        if (field == Field::guardian1_name && named_ == text::fold(title) &&
            !used(kGuardians[1][0]))
            field = kGuardians[1][0];
        const bool bare = title.find('1') == std::string::npos;
        const size_t place = field == Field::phone                       ? 1
                             : field == Field::email                     ? 2
                             : field == Field::guardian1_kinship && bare ? 3
                                                                         : 0;
        if (after_ && place > 0 && !used((*after_)[place])) field = (*after_)[place];
        if (field == Field::guardian1_name) named_ = text::fold(title);
        if (field != Field::count) {
            const auto is_of = [&](const auto& guardian) {
                return std::find(guardian.begin(), guardian.end(), field) != guardian.end();
            };
            const auto guardian = std::find_if(kGuardians.begin(), kGuardians.end(), is_of);
            after_ = guardian == kGuardians.end() ? nullptr : &*guardian;
            used_[static_cast<size_t>(field)] = true;
        }
        return field;
    }

private:
    bool used(Field field) const { return used_[static_cast<size_t>(field)]; }

    std::array<bool, kFields> used_{};
    std::string named_;                            // how the first parent's column is called
    const std::array<Field, 4>* after_ = nullptr;  // the guardian whose columns these are
};

// By the headings, in their order; Field::count for what nobody knows.
std::vector<Field> fields_of(Kind kind, const std::vector<std::string>& heading) {
    std::vector<Field> fields;
    Places places;
    for (const std::string& cell : heading) {
        const std::string title = text::tidy(cell);
        fields.push_back(kind == Kind::learners ? places.next(title)
                         : title.empty()        ? Field::count
                                                : field_of_heading(title));
    }
    return fields;
}

bool is_name(Field field) { return field == Field::family_name || field == Field::given_name; }

}  // namespace

std::string_view kind_word(Kind kind) { return kind == Kind::staff ? "staff" : "learners"; }

std::string_view field_code(Field field) {
    return field == Field::count ? std::string_view() : kCodes[static_cast<size_t>(field)];
}

Field field_of_code(std::string_view code) {
    const auto found = std::find(kCodes.begin(), kCodes.end(), code);
    return static_cast<Field>(found - kCodes.begin());
}

// Only what the register of a school may hold: no addresses of learners.
bool belongs(Kind kind, Field field) {
    switch (field) {
        case Field::residence:
        case Field::position:
        case Field::subjects:
            return kind == Kind::staff;
        case Field::class_label:
        case Field::guardian1_name:
        case Field::guardian1_phone:
        case Field::guardian1_email:
        case Field::guardian2_name:
        case Field::guardian2_phone:
        case Field::guardian2_email:
        case Field::guardian1_kinship:
        case Field::guardian2_kinship:
            return kind == Kind::learners;
        default:
            return field != Field::count;
    }
}

bool may_be_absent(Field field) {
    return field == Field::class_label || field == Field::birth_date || field == Field::sex ||
           field == Field::position;
}

size_t known_fields(Kind kind, const std::vector<std::string>& cells) {
    const Columns columns = columns_of(kind, cells);
    return static_cast<size_t>(std::count_if(columns.index.begin(), columns.index.end(),
                                             [](int column) { return column >= 0; }));
}

Columns columns_of(Kind kind, const std::vector<std::string>& heading) {
    Columns columns;
    columns.index.fill(-1);
    const std::vector<Field> fields = fields_of(kind, heading);
    for (size_t i = 0; i < heading.size(); ++i) {
        const std::string title = text::tidy(heading[i]);
        columns.headings.push_back(title.empty() ? column_letters(i) : title);
        const Field field = fields[i];
        if (!belongs(kind, field) || columns.has(field)) {
            if (!title.empty()) columns.ignored.push_back(title);
            continue;
        }
        columns.index[static_cast<size_t>(field)] = static_cast<int>(i);
    }
    return columns;
}

std::vector<Field> missing_fields(Kind kind, const Columns& columns) {
    std::vector<Field> missing;
    for (const Field field : {Field::class_label, Field::family_name, Field::given_name,
                              Field::birth_date, Field::sex, Field::position}) {
        const bool optional = field == Field::birth_date && kind == Kind::staff;
        if (!belongs(kind, field) || optional || columns.has(field) || columns.lacks(field)) {
            continue;
        }
        if (is_name(field) && columns.has(Field::full_name)) continue;
        missing.push_back(field);
    }
    return missing;
}

Result<Columns> complete(Kind kind, Columns columns) {
    const std::vector<Field> missing = missing_fields(kind, columns);
    if (missing.empty()) return columns;
    return invalid(std::string(kMissing), missing_words(missing.front()));
}

Result<Columns> recognise(Kind kind, const std::vector<std::string>& heading) {
    return complete(kind, columns_of(kind, heading));
}

bool is_about_columns(const Fault& fault) {
    return fault.kind == FaultKind::invalid && fault.log_text == kMissing;
}

std::string column_letters(size_t column) {
    std::string letters;
    for (size_t left = column + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters;
}

}  // namespace kerege::directory::roster
