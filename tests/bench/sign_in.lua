-- Each request signs the next person in, on a connection that knows nobody.
-- BENCH_LOGINS: logins with spaces between them. BENCH_PASSWORD: of all of them.
-- BENCH_TOKEN: of the form they send.
local logins = {}
for login in os.getenv("BENCH_LOGINS"):gmatch("%S+") do
    logins[#logins + 1] = login
end
local password = os.getenv("BENCH_PASSWORD"):gsub(" ", "+")
local rest = "&password=" .. password .. "&_csrf=" .. os.getenv("BENCH_TOKEN")
local sent = 0

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function request()
    sent = sent + 1
    return wrk.format(nil, nil, nil, "login=" .. logins[sent % #logins + 1] .. rest)
end

-- Whoever is sent anywhere but to the first page did not come in.
function response(status, headers)
    if status ~= 303 or headers["Location"] ~= "/" then
        io.stderr:write("not signed in: ", status, " ", headers["Location"] or "", "\n")
        os.exit(1)
    end
end
