-- As people read: a pause before each request, in milliseconds.
function delay()
    return 10
end
