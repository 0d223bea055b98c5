#include "host/src/http/static_files.hpp"

#include "host/src/http/locale.hpp"

namespace kerege::http {
namespace {

struct Packing {
    std::string_view name;  // empty: as it is
    std::string_view bytes;
};

Packing packing_for(const Request& request, const view::Asset& asset) {
    const auto accepted = request.header("accept-encoding");
    if (!asset.brotli.empty() && weight_of(accepted, "br") > 0) return {"br", asset.brotli};
    if (!asset.gzip.empty() && weight_of(accepted, "gzip") > 0) return {"gzip", asset.gzip};
    return {{}, asset.plain};
}

}  // namespace

Response serve_asset(const Request& request, const view::Assets& assets) {
    Response response;
    const view::Asset* asset = assets.find(request.path);
    if (!asset) {
        response.status = 404;
        response.content_type = "text/plain; charset=utf-8";
        return response;
    }
    const Packing packing = packing_for(request, *asset);
    // The name holds a fingerprint of the content, so the name is the tag.
    std::string tag = "\"";
    tag.append(request.path.substr(request.path.rfind('/') + 1));
    if (!packing.name.empty()) tag.append(".").append(packing.name);
    tag.append("\"");
    const bool known = request.header("if-none-match") == tag;
    response.content_type = asset->content_type;
    response.headers.emplace_back("ETag", std::move(tag));
    response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (known) {
        response.status = 304;
        return response;
    }
    if (!packing.name.empty()) response.headers.emplace_back("Content-Encoding", packing.name);
    response.borrowed_body = packing.bytes;
    return response;
}

}  // namespace kerege::http
