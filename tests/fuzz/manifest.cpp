// plugin.yaml of a stranger: whatever stands there is read, or refused with a sentence.
#include "host/src/plugins/manifest.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const auto read =
        plugins::parse_manifest(std::string(fuzz::text_of(data, size)), "plugin.yaml");
    if (!read.ok()) {
        fuzz::promise(!read.fault().log_text.empty(), "a refusal has a reason");
        return 0;
    }
    for (const auto& permission : read->permissions)
        fuzz::promise(permission.key.starts_with(read->id + "."), "permissions are its own");
    for (const auto& item : read->menu)
        fuzz::promise(item.href.starts_with("/" + read->id), "the menu leads to itself");
    return 0;
}
