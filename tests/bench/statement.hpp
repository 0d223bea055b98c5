// A statement as kerege_embed_sql writes it, without the host's or the SDK's headers.
#pragma once

namespace bench {

struct Statement {
    const char* name;
    const char* sqlite_sql;
    const char* postgres_sql;
};

}  // namespace bench
