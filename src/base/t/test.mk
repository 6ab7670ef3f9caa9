# Tests of base/.
$(BUILD)/base-test: $(BUILD)/src/base/t/base.o $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^
TESTS += $(BUILD)/base-test
