// Reads the cells of one row: mends what can be mended and collects the faults of the rest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/check.hpp"
#include "host/src/directory/roster/table.hpp"

namespace kerege::directory::roster {

class Cells {
public:
    // All must outlive this. REQUIRES: the row has as many cells as the heading.
    Cells(const Columns& columns, const TableRow& row, Mended& mended,
          std::vector<RowFault>& faults)
        : columns_(columns), row_(row), mended_(mended), faults_(faults) {}

    enum class Need { optional, required };
    struct WholeName {
        std::string family_name;
        std::string given_name;
        std::string patronymic;
    };

    bool has(Field field) const { return columns_.has(field); }
    // Of a required field: nothing, if the file is known to lack it.
    Need need(Field field) const { return columns_.lacks(field) ? Need::optional : Need::required; }

    // Each reads one field; empty if the column or the value is missing or wrong.
    std::string name(Field field, Need need);
    std::string line(Field field, Need need);
    // Surname, name and patronymic in one cell.
    WholeName whole_name(Field field, Need need);
    std::string day(Field field, Need need, std::string_view today);
    std::string sex(Field field);
    std::string phone(Field field);
    std::string email(Field field);
    std::string class_label(Field field);
    std::vector<std::string> list(Field field);
    // Their name stands in one cell; what they are to the child in another, or in the name's
    // heading.
    GuardianRow guardian(Field name, Field phone, Field email, Field kinship);

    bool faulty() const { return faulty_; }
    void fault(Field field, const char* message,
               std::vector<std::pair<std::string, std::string>> values = {});

private:
    // The cell tidied, its look-alikes mended; refuses formulas and overlong text.
    std::string value(Field field, Need need, size_t letters_max);
    std::string raw(Field field) const;

    const Columns& columns_;
    const TableRow& row_;
    Mended& mended_;
    std::vector<RowFault>& faults_;
    bool faulty_ = false;
};

}  // namespace kerege::directory::roster
