// Marks a message id for the check that every message is translated. Does nothing else.
#pragma once

#define KEREGE_TR(message) message
