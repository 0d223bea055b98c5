# kerege_embed_sql and kerege_add_plugin come with the data layer and the SDK.
