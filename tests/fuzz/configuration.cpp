// The configuration, and with it the strict YAML reader.
#include "host/src/app/config.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const auto read =
        app::parse_config(std::string(fuzz::text_of(data, size)), "kerege.yaml", "/etc/kerege");
    if (read.ok()) {
        fuzz::promise(read->server.threads_max >= 2 && read->node <= 1023, "numbers within limits");
    } else {
        fuzz::promise(read.fault().log_text.starts_with("kerege.yaml"),
                      "a refusal names its place");
    }
    return 0;
}
