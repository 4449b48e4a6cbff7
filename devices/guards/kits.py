"""What came of accessories is never changed. What lies in a kit stays noted; a kit that is taken apart
holds nothing and takes nothing in."""

from lms import guards

RECEIPT = "devices_accessoryreceipt"
KIT, ITEM = "devices_kit", "devices_kititem"


def register():
    guards.append_only(RECEIPT)
    guards.refuse(f"{KIT}_never_delete", KIT, "delete", "a kit is taken apart, not deleted")
    guards.refuse(f"{ITEM}_never_delete", ITEM, "delete", "a kit is taken apart, not deleted")
    guards.keep_columns(
        f"{KIT}_keeps", KIT, ["id", "school_id", "made_by_id", "made_at"], "take the kit apart, make another"
    )
    guards.write_once(f"{KIT}_once", KIT, ["apart_at"], "a kit is taken apart once")
    guards.settle(f"{KIT}_apart", KIT, "apart_at", ["apart_by_id"], "a kit is taken apart once")
    guards.keep_columns(
        f"{ITEM}_keeps",
        ITEM,
        ["id", "kit_id", "device_id", "sim_id", "accessory_id", "quantity"],
        "take the kit apart, make another",
    )
    guards.write_once(f"{ITEM}_once", ITEM, ["out_at"], "a thing is taken out of a kit once")
    guards.refuse_if(
        f"{KIT}_empty_when_apart",
        KIT,
        "update",
        "first take the things out of the kit",
        f"NEW.apart_at IS NOT NULL AND EXISTS (SELECT 1 FROM {ITEM} i "
        "WHERE i.kit_id = NEW.id AND i.out_at IS NULL)",
    )
    guards.refuse_if(
        f"{ITEM}_of_open_kit",
        ITEM,
        "insert",
        "this kit is taken apart",
        f"EXISTS (SELECT 1 FROM {KIT} k WHERE k.id = NEW.kit_id AND k.apart_at IS NOT NULL)",
    )
