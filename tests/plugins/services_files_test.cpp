// kerege.files/draft-1 with arguments that are wrong.
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

TEST(FilesArguments, AreCheckedBeforeAnythingIsDone) {
    World world;
    world.load("files");
    Plugin& plugin = *world.plugins->loaded().front();
    access::Scope scope;
    scope.organisation = World::kSchool;
    kerege_call call(plugin, scope, "kk");
    const kerege_files_draft1& files = kFilesService;
    const kerege_str nowhere = {nullptr, 5}, text = str_of("text"), none = {};
    kerege_upload upload{};
    EXPECT_EQ(files.uploaded(nullptr, text, 0, &upload), KEREGE_INTERNAL);
    EXPECT_EQ(files.uploaded(&call, text, 0, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.uploaded(&call, text, 0, &upload), KEREGE_INVALID) << "its size is 0";
    upload.size = sizeof(upload);
    EXPECT_EQ(files.uploaded(&call, text, 0, &upload), KEREGE_NOT_FOUND) << "no request";
    kerege_file_draft* draft = nullptr;
    EXPECT_EQ(files.take(&call, text, 0, none, &draft, nullptr), KEREGE_NOT_FOUND);
    EXPECT_EQ(files.take(&call, text, 0, none, nullptr, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.create(nullptr, text, none, &draft, nullptr), KEREGE_INTERNAL);
    EXPECT_EQ(files.create(&call, nowhere, none, &draft, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.create(&call, str_of("\xff"), none, &draft, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.create(&call, text, none, nullptr, nullptr), KEREGE_INVALID);
    ASSERT_EQ(files.create(&call, text, none, &draft, nullptr), KEREGE_OK);
    int64_t id = 0;
    EXPECT_EQ(files.write(nullptr, text, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.write(draft, nowhere, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.keep(draft, &id, nullptr), KEREGE_INVALID) << "not finished";
    EXPECT_EQ(files.write(draft, text, nullptr), KEREGE_OK);
    EXPECT_EQ(files.finish(draft, nullptr), KEREGE_OK);
    EXPECT_EQ(files.finish(draft, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.write(draft, text, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.keep(draft, &id, nullptr), KEREGE_INVALID) << "no transaction";
    kerege_transaction* transaction = nullptr;
    ASSERT_EQ(kDbService.begin(&call, KEREGE_DB_READ, &transaction, nullptr), KEREGE_OK);
    EXPECT_EQ(files.keep(draft, &id, nullptr), KEREGE_INVALID) << "it only reads";
    EXPECT_EQ(files.remove(&call, 1, nullptr), KEREGE_INVALID);
    kDbService.rollback(transaction);
    ASSERT_EQ(kDbService.begin(&call, KEREGE_DB_WRITE, &transaction, nullptr), KEREGE_OK);
    EXPECT_EQ(files.keep(draft, nullptr, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.keep(draft, &id, nullptr), KEREGE_OK);
    EXPECT_EQ(files.keep(draft, &id, nullptr), KEREGE_INVALID) << "once";
    kerege_file file{};
    EXPECT_EQ(files.info(&call, id, &file, nullptr), KEREGE_INVALID) << "its size is 0";
    file.size = sizeof(file);
    EXPECT_EQ(files.info(&call, id, &file, nullptr), KEREGE_OK);
    EXPECT_EQ(files.info(&call, -1, &file, nullptr), KEREGE_NOT_FOUND);
    TextSink out;
    EXPECT_EQ(files.read(&call, id, 0, 64 * 1024 + 1, out.sink(), nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.read(&call, id, -1, 10, out.sink(), nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.read(&call, id, 0, 10, nullptr, nullptr), KEREGE_INVALID);
    EXPECT_EQ(files.read(&call, id, int64_t{1} << 62, 10, out.sink(), nullptr), KEREGE_OK);
    EXPECT_EQ(files.read(&call, id, 2, 10, out.sink(), nullptr), KEREGE_OK);
    EXPECT_EQ(out.text(), "xt");
    EXPECT_EQ(files.respond(&call, id, 0, 0, nullptr), KEREGE_INVALID) << "no request";
    for (int i = 1; i < 16; ++i)
        EXPECT_EQ(files.create(&call, text, none, &draft, nullptr), KEREGE_OK);
    EXPECT_EQ(files.create(&call, text, none, &draft, nullptr), KEREGE_TOO_MANY);
}

}  // namespace
}  // namespace kerege::plugins
