// Jobs and events as handlers see them. See kerege/abi/jobs.h and events.h for what is promised.
//
//   Result<> send_letters(sdk::Call& call, const sdk::Job& job) {
//       for (…) {
//           if (call.progress(done, total) != KEREGE_JOB_CONTINUE) return unavailable("stopped");
//           …
//       }
//       return success();
//   }
//   plugin.on_job("letters.weekly", send_letters);
//
// A Fault of the kind `invalid` fails the job for good; any other one is tried again.
#pragma once

#include <cstdint>
#include <string_view>

#include "kerege/abi/events.h"
#include "kerege/abi/jobs.h"

namespace kerege::sdk {

// One job being run. The texts live until the handler returns.
struct Job {
    int64_t id = 0;
    std::string_view kind;
    std::string_view payload;  // JSON
    int32_t attempt = 1;
};

// What is to be queued. The texts are copied.
struct NewJob {
    std::string_view kind;
    std::string_view payload = "{}";
    std::string_view key = {};  // while one of the same key is about, no second one is made
    int64_t not_before_ms = 0;
};

// How a job stands.
struct JobFacts {
    int32_t state = 0;  // KEREGE_JOB_WAITING …
    int32_t attempts = 0;
    int64_t done = 0;
    int64_t total = 0;
};

// One event being heard. The texts live until the handler returns.
struct Event {
    int64_t id = 0;  // the same whenever it is heard
    std::string_view topic;
    std::string_view subject;
    std::string_view payload;  // JSON
};

}  // namespace kerege::sdk
