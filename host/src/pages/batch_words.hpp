// What the pages of logins and passwords share: whose slips, and which form it was.
#pragma once

#include <string>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Whose slips: the staff, or the learners or parents of a class, or of all classes.
struct SlipGroup {
    std::string profile;
    std::string class_label;
};

std::string_view label_of_profile(std::string_view profile);
// "7А · Learners"; empty for people chosen by name.
std::string name_of(const House& house, const http::Exchange& exchange, const SlipGroup& group);

// For the hidden field "once" of a form: sent twice, it asks for one thing.
std::string form_once();

// "/credentials/batches/12".
std::string path_of(access::BatchId batch);

// "12 of 120 people".
std::string progress_words(const House& house, const http::Exchange& exchange,
                           const access::Batch& batch);
// For the partial "batch_progress".
void add_progress(const House& house, const http::Exchange& exchange, const access::Batch& batch,
                  Model& model);

// How many of the group have no password yet; nothing of people chosen by name.
int64_t without_password(House& house, const http::Exchange& exchange, const SlipGroup& group);
std::string left_words(const House& house, const http::Exchange& exchange, int64_t left);

}  // namespace kerege::pages
