-- Each request saves the next cell; a pass over all cells writes another mark into each of them.
-- BENCH_CELLS: a file with "lesson learner" in each line. BENCH_FORM: further fields of the form.
local cells = {}
for line in io.lines(os.getenv("BENCH_CELLS")) do
    local lesson, learner = line:match("(%d+) (%d+)")
    cells[#cells + 1] = "lesson=" .. lesson .. "&learner=" .. learner
end
local form = os.getenv("BENCH_FORM") or ""
local sent = -1 -- wrk asks once without sending, to see how many requests there are in one

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function request()
    if sent < 0 then
        sent = 0
        return wrk.format()
    end
    local cell = sent % #cells
    local revision = math.floor(sent / #cells) + 1
    sent = sent + 1
    return wrk.format(nil, nil, nil, string.format("%s&value=%d&revision=%d%s", cells[cell + 1], 1 + (cell + revision) % 10, revision, form))
end
