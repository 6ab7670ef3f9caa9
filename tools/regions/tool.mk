# regions: what LLVM makes of regions against the interpreter, and the smallest that is wrong. regions-seeded: with a mistake in it.
REGIONS      := $(addprefix tools/regions/,main.c text.c check.c reduce.c)
REGIONS_LLVM := $(BUILD)/src/service/engines_llvm.o $(LLVM_TEST)
REGIONS_FROM  = $(REGIONS) tools/regions/regions.h $(REGIONS_LLVM) $(BUILD)/libdragoman.a

$(BUILD)/tools/regions: tools/regions/engine.c $(REGIONS_FROM)
$(BUILD)/tools/regions-seeded: tools/regions/t/seeded.c $(REGIONS_FROM)
$(BUILD)/tools/regions $(BUILD)/tools/regions-seeded:
	@mkdir -p $(@D)
	$(CC) $(filter-out -MMD -MP,$(CFLAGS)) -pie -Itools/regions -o $@ $(filter %.c,$^) $(REGIONS_LLVM) $(BUILD)/libdragoman.a \
	    $(shell $(LLVM_CONFIG) --ldflags --libs) -lm
