# Warnings and sanitizers for every target of this tree.
option(KEREGE_WERROR "Treat warnings as errors" OFF)
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow
                    "$<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Woverloaded-virtual>")
if(KEREGE_WERROR)
    add_compile_options(-Werror)
endif()
if(KEREGE_SANITIZE)
    add_compile_options(-fsanitize=${KEREGE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${KEREGE_SANITIZE})
endif()
