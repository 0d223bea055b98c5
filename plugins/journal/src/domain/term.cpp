#include "src/domain/term.hpp"

namespace kerege::journal {

const Term* choose_term(const std::vector<Term>& terms, int year, int wanted_number,
                        std::string_view today) {
    const Term* running = nullptr;  // today's, or the next
    const Term* last = nullptr;
    for (const Term& term : terms) {
        if (year != 0 && term.year != year) continue;
        last = &term;
        if (!running && today <= term.days.ends_on) running = &term;
    }
    const Term* chosen = running ? running : last;
    if (!chosen || wanted_number == 0) return chosen;
    for (const Term& term : terms)
        if (term.year == chosen->year && term.number == wanted_number) return &term;
    return chosen;
}

std::vector<Term> terms_of(const std::vector<Term>& terms, int year) {
    std::vector<Term> out;
    for (const Term& term : terms)
        if (term.year == year) out.push_back(term);
    return out;
}

}  // namespace kerege::journal
