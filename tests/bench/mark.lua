-- Each request saves the next cell; a pass over all cells writes another mark into each of them.
-- BENCH_CELLS: a file with "lesson learner revision mark" in each line.
local cells = {}
for line in io.lines(os.getenv("BENCH_CELLS")) do
    local lesson, learner, revision, mark = line:match("(%d+) (%d+) (%d+) (%d+)")
    cells[#cells + 1] = {place = "lesson=" .. lesson .. "&learner=" .. learner, revision = tonumber(revision), mark = tonumber(mark)}
end
local sent = -1 -- wrk asks once without sending, to see how many requests there are in one

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function request()
    if sent < 0 then
        sent = 0
        return wrk.format()
    end
    local cell = cells[sent % #cells + 1]
    sent = sent + 1
    cell.mark = cell.mark % 10 + 1
    local body = string.format("%s&value=%d&revision=%d", cell.place, cell.mark, cell.revision)
    cell.revision = cell.revision + 1
    return wrk.format(nil, nil, nil, body)
end
