# Dragoman's build. Read top to bottom: settings, sources, generated code, programs, what to run.
#   make              build/dragoman
#   make test         everything that CI runs
#   make bless        accepts what has changed in emitted code (src/mach/t/*.size)
#   make run          Debian's arm64 and riscv64 programs by it
#   make torture programs tcg-tests    the long tests, with ARGS="..."
#   make fuzz         random input for loader, decoders, parser, service, with ARGS="target seconds"
#   make SAN=address,undefined    a sanitizer build, in a build folder of its own
#   make CC=clang BUILD=build-clang

CC     ?= gcc
SAN    ?=
BUILD  ?= build$(if $(SAN),-$(firstword $(subst $(comma), ,$(SAN))))
comma  := ,
OPT    ?= -O2

CFLAGS  := -std=gnu11 $(OPT) -g -Wall -Wextra -Werror -fno-strict-aliasing -fPIE -MMD -MP \
           -Isrc -I$(BUILD)/gen
LDFLAGS := -static-pie
ifneq ($(SAN),)
CFLAGS  += -fsanitize=$(SAN) -fno-omit-frame-pointer -DDRAGOMAN_CHECKS $(if $(filter thread,$(SAN)),-Wno-tsan)
LDFLAGS := -pie -fsanitize=$(SAN)
endif

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

# ---- sources: every .c below src/ belongs to the runtime, whose entry is src/cli/main.c, but for what only the optimiser service has ----
SRC  := $(sort $(shell find src -name '*.c' -not -path '*/t/*' -not -path 'src/llvm/*'))
OBJ  := $(SRC:%.c=$(BUILD)/%.o)
MAIN := $(BUILD)/src/cli/main.o
OPT_OBJ := $(patsubst %,$(BUILD)/src/service/%.o,main server queue)
LIB  := $(filter-out $(MAIN) $(OPT_OBJ) $(BUILD)/src/service/engines%,$(OBJ))

# ---- LLVM, for the optimiser service. LLVM=22 takes another one than 19. ----
LLVM        ?= 19
LLVM_CONFIG := /usr/lib/llvm-$(LLVM)/bin/llvm-config
LLVM_SRC    := $(wildcard src/llvm/*.c)
LLVM_OBJ    := $(LLVM_SRC:%.c=$(BUILD)/llvm-$(LLVM)/%.o)

# ---- decoders, generated from the guests' decode tables ----
GUESTS := $(patsubst src/guest/%/decode.tab,%,$(wildcard src/guest/*/decode.tab))
GEN    := $(GUESTS:%=$(BUILD)/gen/guest/%/decode.h) $(GUESTS:%=$(BUILD)/gen/guest/%/decode.c)
LIB    += $(GUESTS:%=$(BUILD)/gen/guest/%/decode.o)

DECODEGEN := $(wildcard tools/decodegen/*.c tools/gen/*.c)
$(BUILD)/tools/decodegen: $(DECODEGEN) $(wildcard tools/decodegen/*.h tools/gen/*.h)
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O1 -g -Wall -Wextra -Werror -Itools -o $@ $(DECODEGEN)

$(BUILD)/gen/guest/%/decode.c $(BUILD)/gen/guest/%/decode.h &: src/guest/%/decode.tab $(BUILD)/tools/decodegen
	@mkdir -p $(@D)
	$(BUILD)/tools/decodegen --name $* --header $(@D)/decode.h --source $(@D)/decode.c \
	    --depend $(@D)/decode.tab.d $<

# ---- instruction rows and patterns, generated from the hosts' tables ----
HOSTS := $(sort $(patsubst src/mach/%,%,$(patsubst %/,%,$(dir $(wildcard src/mach/*/*.tab)))))
HOSTGEN := $(foreach f,target.h target.c rules.c assembly.def,$(HOSTS:%=$(BUILD)/gen/mach/%/$(f)))
GEN  += $(HOSTGEN)
LIB  += $(patsubst %.c,%.o,$(filter %.c,$(HOSTGEN)))

MACHGEN := $(wildcard tools/machgen/*.c tools/gen/*.c)
$(BUILD)/tools/machgen: $(MACHGEN) $(wildcard tools/machgen/*.h tools/gen/*.h) src/ir/ops.def
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -O1 -g -Wall -Wextra -Werror -Itools -Isrc -o $@ $(MACHGEN)

define HOST_RULE
$(foreach f,target.h target.c rules.c assembly.def,$(BUILD)/gen/mach/$(1)/$(f)) &: src/mach/$(1)/$(1).tab $(BUILD)/tools/machgen
	@mkdir -p $$(@D)
	$(BUILD)/tools/machgen --name $(1) --header $$(@D)/target.h --source $$(@D)/target.c \
	    --rules $$(@D)/rules.c --assembly $$(@D)/assembly.def --depend $$(@D)/target.tab.d $$<
endef
$(foreach h,$(HOSTS),$(eval $(call HOST_RULE,$(h))))

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(CC) $(CFLAGS) -c -o $@ $<

# ---- the name of this build, by which runtime and optimiser service know that they are of one: a digest of all sources ----
GEN += $(BUILD)/gen/service/build.h
$(BUILD)/gen/service/build.h: $(shell find src -type f -not -path '*/t/*') Makefile
	@mkdir -p $(@D)
	@cat $^ | sha256sum | sed 's/^\(.\{32\}\).*/#define SERVICE_BUILD "\1"/' >$@

.PHONY: generated
generated: $(GEN)
$(OBJ): | $(GEN)
$(BUILD)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

# ---- programs ----
$(BUILD)/libdragoman.a: $(LIB)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/dragoman: $(MAIN) $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^ -lm

# The optimiser service.
$(BUILD)/llvm-$(LLVM)/%.o: %.c | $(GEN) $(BUILD)/.deps
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(shell $(LLVM_CONFIG) --cflags) -c -o $@ $<
OPT_OBJ  += $(BUILD)/src/service/engines_llvm.o $(LLVM_OBJ)
OPT_LIBS  = $(shell $(LLVM_CONFIG) --ldflags --libs)
$(BUILD)/dragoman-opt: $(OPT_OBJ) $(BUILD)/libdragoman.a
	$(CC) $(filter-out -static-pie,$(LDFLAGS)) -pie -o $@ $^ $(OPT_LIBS) -lm
-include $(LLVM_OBJ:.o=.d)

# Started by one of these names it runs that guest only.
LINKS := $(GUESTS:%=$(BUILD)/dragoman-%)
$(LINKS): $(BUILD)/dragoman
	ln -sf $(<F) $@

# Folder makefiles add their tools and tests to PROGRAMS and TESTS.
PROGRAMS := $(BUILD)/dragoman $(BUILD)/dragoman-opt $(LINKS)
TESTS    :=
-include $(sort $(wildcard src/*/t/test.mk tools/*/tool.mk))

.PHONY: all deps test bless run bench torture programs tcg-tests risu fuzz format check clean
all: $(PROGRAMS)

# What the compiler and the test scripts need is installed when it is missing; see scripts/deps.
deps:
	scripts/deps all
$(BUILD)/.deps: scripts/deps
	@scripts/deps build
	@mkdir -p $(@D) && touch $@
$(OBJ) $(BUILD)/tools/decodegen $(BUILD)/tools/machgen: | $(BUILD)/.deps

# make run shows Debian's programs at work; make run PROG="path arguments" runs one of yours.
run: all
	@scripts/deps suites
	scripts/run $(PROG)

check:
	scripts/check-layers
test:
	@TESTS="$(TESTS)" scripts/test

# What tests expect of emitted code becomes what it is now; the diff is to be looked at.
bless:
	scripts/test-size --bless

# Other projects' tests and programs, whole; `make test` runs samples of them.
torture programs tcg-tests: all
	@scripts/deps test suites
	scripts/$@ $(ARGS)

# Kernels and whole Debian programs, against native code and QEMU; QUICK=1: shorter runs, under three minutes.
bench: all
	@scripts/deps test suites
	scripts/bench $(if $(QUICK),--quick) $(if $(STEADY),--steady) $(if $(SERVICE),--service) $(ARGS)

clean:
	rm -rf build build-*

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

-include $(shell find $(addprefix $(BUILD)/,src gen tools) -name '*.d' 2>/dev/null)
