/* Letters to people, by e-mail. A plugin names a member of the call's organisation; whether there
 * is an address, and which, is the host's matter: a plugin never learns one.
 *
 * A letter is a template of the plugin's, templates/mail/<name>.txt: its first line is the subject,
 * the rest the text, with the markers of pages but {{%html}} and {{>…}}. It is written in the
 * language of whoever gets it, so a model holds facts, not words: {{on:day}} and {{on:weekday}}
 * write a day (YYYY-MM-DD) as that language does. Where templates/mail/<name>.html is there as
 * well, the letter carries it beside the text. A template that can't be read fails the start. */
#ifndef KEREGE_ABI_MAIL_H
#define KEREGE_ABI_MAIL_H

#include "kerege/abi/view.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_MAIL_INTERFACE "kerege.mail/1"

/* What became of a letter. Unknown values are read as "not written". */
#define KEREGE_MAIL_QUEUED ((int32_t)1)     /* written; sent once the transaction is committed */
#define KEREGE_MAIL_KNOWN ((int32_t)2)      /* this member has been written to with this key */
#define KEREGE_MAIL_NO_ADDRESS ((int32_t)3) /* the person has no address; nothing is kept */

/* What send() takes. Strings are borrowed for the call. */
typedef struct kerege_letter {
    uint32_t size;
    uint32_t reserved;        /* 0 */
    int64_t membership_id;    /* to whom: a member of the call's organisation */
    kerege_str template_name; /* without folder and ending */
    kerege_model* model;      /* of kerege.view/1, of this call; rendered before send() returns */
    kerege_str key;           /* what the letter tells, at most 200 bytes */
} kerege_letter;
#define KEREGE_LETTER_V1_SIZE KEREGE_SIZE_WITH(kerege_letter, key)

typedef struct kerege_mail_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Writes a letter to a member of the call's organisation, in the call's open transaction: it
     * exists when that is committed. *out_outcome: KEREGE_MAIL_….
     * A member gets one letter for a key, however often it is written; keys are forgotten with the
     * letters, after `keep_days` of the configuration (never less than 14). A letter's text takes
     * at most 256 KiB, its subject 200 letters, a call writes at most 10,000.
     * KEREGE_NOT_FOUND: no member of the organisation today. KEREGE_INVALID: no open transaction
     * that writes, no such template, a bad key or a foreign model. KEREGE_TOO_MANY: beyond a limit.
     * Fails with the database as a statement does: then the transaction can only be rolled back.
     * When a letter leaves, and how many a person may get in a day or a plugin send in an hour,
     * is the operator's matter: those beyond wait. [request] [job] */
    kerege_status (*send)(kerege_call* call, const kerege_letter* letter, int32_t* out_outcome,
                          kerege_sink* error);
} kerege_mail_v1;
#define KEREGE_MAIL_V1_SIZE KEREGE_SIZE_WITH(kerege_mail_v1, send)

#ifdef __cplusplus
}
#endif
#endif
