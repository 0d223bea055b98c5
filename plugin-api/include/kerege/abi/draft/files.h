/* DRAFT: may change with every version of the host; its name then changes as well, and a host that
 * does not know the name leaves the plugin out.
 *
 * Files of people, kept by the host. A file belongs to the plugin and the organisation of the call
 * it was kept in: to another plugin, and for another organisation, its id is not found. Keep the id
 * in a table of yours, beside what the file is for; who may see it is for you to say.
 *
 * A file comes into being in two steps: a draft is written and finished, which takes its time and
 * needs no transaction; keep() then makes it a file in the transaction that writes down its id. A
 * draft that is not kept ends with its call.
 *
 * What a file is, its content says: a type that was declared and does not agree is refused. Sent to
 * a browser it can run nothing; what is not a picture or a PDF is saved, never shown. Where the
 * operator has a virus scanner, a file waits for it and is not given out before. */
#ifndef KEREGE_ABI_DRAFT_FILES_H
#define KEREGE_ABI_DRAFT_FILES_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_FILES_INTERFACE "kerege.files/draft-1"

#define KEREGE_FILE_READY ((int32_t)0)
#define KEREGE_FILE_WAITING ((int32_t)1)  /* for the virus scanner */
#define KEREGE_FILE_INFECTED ((int32_t)2) /* will never be given out: remove it */

/* Of respond(): shown in the page where that is safe, instead of saved. */
#define KEREGE_FILE_IN_PAGE ((int32_t)1)

/* A draft. Valid until the call ends. */
typedef struct kerege_file_draft kerege_file_draft;

/* Filled by uploaded(), up to `size`, which the caller sets. Strings are borrowed until the handler
 * returns. */
typedef struct kerege_upload {
    uint32_t size;
    uint32_t reserved; /* 0 */
    int64_t bytes;
    kerege_str name;         /* as the browser says, without folders */
    kerege_str content_type; /* as the browser says: not to be believed */
} kerege_upload;
#define KEREGE_UPLOAD_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_upload, content_type)

/* Filled by info(), up to `size`, which the caller sets. Strings are borrowed until the handler
 * returns. */
typedef struct kerege_file {
    uint32_t size;
    int32_t state; /* KEREGE_FILE_… */
    int64_t bytes;
    int64_t created_at_ms;
    kerege_str name;         /* to be shown: no folders, no control characters, at most 255 bytes */
    kerege_str content_type; /* "image/png" */
    kerege_str sha256;       /* 64 letters: the same content has the same */
} kerege_file;
#define KEREGE_FILE_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_file, sha256)

typedef struct kerege_files_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* The upload number `index` (from 0) in a field of the request's form. KEREGE_NOT_FOUND: there
     * is none. [request] */
    kerege_status (*uploaded)(kerege_call* call, kerege_str field, uint32_t index,
                              kerege_upload* out);
    /* The same as a draft that is finished. types: what may be taken, "image/png, application/pdf";
     * empty: anything. Errors: as finish(), and KEREGE_NOT_FOUND. [request] */
    kerege_status (*take)(kerege_call* call, kerege_str field, uint32_t index, kerege_str types,
                          kerege_file_draft** out, kerege_sink* error);

    /* A draft to be written. name: for people, made harmless; content_type: may be empty, then the
     * content says. KEREGE_TOO_MANY: more than 16 in a call, or no quota has
     * room for anything. [request] [job] */
    kerege_status (*create)(kerege_call* call, kerege_str name, kerege_str content_type,
                            kerege_file_draft** out, kerege_sink* error);
    /* Appends at most 1 MiB. KEREGE_TOO_MANY: the file is larger than files may be, or than a quota
     * has room for; KEREGE_UNAVAILABLE: the disk. In a worker both may be told by finish().
     * [request] [job] */
    kerege_status (*write)(kerege_file_draft* draft, kerege_str bytes, kerege_sink* error);
    /* Nothing is written after this: the content is looked at and lies on the disk. KEREGE_INVALID:
     * empty, or its content is not of the declared type; KEREGE_TOO_MANY, KEREGE_UNAVAILABLE: as
     * write(). KEREGE_INVALID as well: a transaction that
     * writes is open, in this call or one that waits for it; looking into a file takes its time,
     * and others wait to write meanwhile. Nothing can be done with the draft after a failure.
     * [request] [job] */
    kerege_status (*finish)(kerege_file_draft* draft, kerege_sink* error);
    /* Makes a finished draft a file, in the open transaction of the call that writes.
     * KEREGE_TOO_MANY: the organisation, or the plugin in it, has no room; the transaction can go
     * on. [request] [job]
     */
    kerege_status (*keep)(kerege_file_draft* draft, int64_t* out_id, kerege_sink* error);

    /* KEREGE_NOT_FOUND: no such file, or not this plugin's, or another organisation's; so for the
     * functions below. [request] [job] */
    kerege_status (*info)(kerege_call* call, int64_t id, kerege_file* out, kerege_sink* error);
    /* Writes at most bytes_max (at most 64 KiB) from `offset` on into `out`; nothing at the end.
     * KEREGE_UNAVAILABLE: it waits for the scanner; KEREGE_FORBIDDEN: it is infected.
     * [request] [job] */
    kerege_status (*read)(kerege_call* call, int64_t id, int64_t offset, uint32_t bytes_max,
                          kerege_sink* out, kerege_sink* error);
    /* In the open transaction of the call that writes. [request] [job] */
    kerege_status (*remove)(kerege_call* call, int64_t id, kerege_sink* error);

    /* Answers the request with the file: the host sends it, in ranges where it is asked for, and
     * says "not modified" where the browser has it. thumbnail_side: 0 the file itself; 96, 320 or
     * 1280 a smaller picture of a PNG, JPEG or WebP, without its EXIF (KEREGE_NOT_FOUND: none can
     * be made). flags: KEREGE_FILE_IN_PAGE or 0. While too many smaller pictures are being made, a
     * small picture is sent itself and a larger one is KEREGE_UNAVAILABLE. Errors: as read().
     * [request] */
    kerege_status (*respond)(kerege_call* call, int64_t id, int32_t thumbnail_side, int32_t flags,
                             kerege_sink* error);
} kerege_files_draft1;
#define KEREGE_FILES_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_files_draft1, respond)

#ifdef __cplusplus
}
#endif
#endif
